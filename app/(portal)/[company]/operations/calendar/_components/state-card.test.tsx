import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it, vi } from "vitest";

import type { SyncPanel } from "@/lib/calcom/service/get-sync-panel";
import { CLOSED } from "@/lib/platform/circuit-breaker";
import { translator } from "@/lib/platform/messages";
import type { Locale } from "@/lib/shared/schema";
import type { SyncPage } from "@/lib/web/sync-page";

import { StateCard } from "./state-card";

vi.mock("../actions", () => ({ resetBreakerAction: vi.fn() }));

/** What somebody who runs the company reads of the connection, with these versions of its own. */
function read(apiVersions: Record<string, string>, locale: Locale = "de"): string {
  const connection = {
    ...{ account: "salon", baseUrl: "https://api.cal.com", apiVersions, status: "active" },
    ...{ isPaused: false, pausedUntil: null, polledAt: null, breaker: CLOSED, nextProbeAt: null },
  };
  const panel = { connection, waitingCount: 0, successRate: null, oldestWaitingAt: null };
  const page = {
    ...{ locale, mayDecide: true, ctx: { now: new Date("2027-03-01T08:00:00Z") } },
    ...{ reader: { locale, timeZone: "Europe/Berlin" } },
    calcom: translator(locale, "calcom"),
    common: translator(locale, "common"),
  } as unknown as SyncPage;

  return renderToStaticMarkup(
    <StateCard page={page} panel={panel as unknown as SyncPanel} />,
  ).replaceAll(/<[^>]+>/g, "|");
}

describe("the state of the connection", () => {
  it("names each API version that this connection has of its own", () => {
    const own = { "slots.list": "2024-08-13", "bookings.get": "2026-02-25" };

    expect(read(own)).toMatch(
      /Eigene API-Versionen\|+bookings\.get 2026-02-25, slots\.list 2024-08-13\|/,
    );
    expect(read(own, "en")).toContain("API versions of its own");
  });

  it("says nothing of versions where the usual ones are asked for", () => {
    expect(read({})).not.toContain("API-Version");
  });
});

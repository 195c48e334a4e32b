import { describe, expect, it } from "vitest";

import { translator } from "@/lib/platform/messages";
import { DEFAULT_POLICY } from "@/lib/policies/rules";
import type { Policy } from "@/lib/policies/schema";
import type { ManagedPage } from "@/lib/web/managed-page";

import { afterMove } from "./after-move";

type Given = { policy?: Partial<Policy>; newTimeAskedAt?: Date; rescheduledCount?: number };

const TOMORROW = "2026-11-21T07:00:00.000Z";
const NEXT_WEEK = "2026-11-27T09:00:00.000Z";
const SOON = { rescheduleNoticeMinutes: 60 };
const HALF = [{ withinMinutes: 48 * 60, percent: 50 }];

/** Friday, 20 November, 08:00 UTC, with 24 hours of notice and three moves where nothing else is said. */
function visit({ policy, newTimeAskedAt, rescheduledCount = 0 }: Given): ManagedPage {
  return {
    locale: "de",
    ctx: { now: new Date("2026-11-20T08:00:00Z") },
    customer: translator("de", "customer"),
    appointment: {
      ...{ status: "confirmed", startsAt: new Date("2026-11-26T13:30:00Z"), priceMinor: 4900 },
      ...{ currency: "EUR", rescheduledCount, cancellations30Days: 0 },
      newTimeAskedAt: newTimeAskedAt ?? null,
      policy: { ...DEFAULT_POLICY, ...policy },
      service: { isSelfService: true },
    },
  } as unknown as ManagedPage;
}

const CLOSED = "Danach lässt sich der Termin online nicht mehr ändern.";
const LATE = "Für die neue Zeit ist die Frist schon abgelaufen.";
const ONLY_CANCEL = "Danach können Sie online nicht mehr verschieben, nur noch absagen.";
const LAST = "Sie haben ihn dann so oft verschoben, wie es online geht.";

describe("what a customer reads of the time after a move", () => {
  it.each<[string, Given, string, string]>([
    ["moves are left", {}, NEXT_WEEK, "Danach können Sie noch 2-mal verschieben."],
    [
      "one is left",
      { rescheduledCount: 1 },
      NEXT_WEEK,
      "Danach können Sie noch einmal verschieben.",
    ],
    [
      "the company asked for it, and it is not counted",
      { newTimeAskedAt: new Date(), rescheduledCount: 1 },
      NEXT_WEEK,
      "Danach können Sie noch 2-mal verschieben.",
    ],
    ["it was the last", { rescheduledCount: 2 }, NEXT_WEEK, `${ONLY_CANCEL} ${LAST}`],
    ["the new time is inside the notice", {}, TOMORROW, `${CLOSED} ${LATE}`],
    [
      "only cancelling takes less notice",
      { policy: { cancelNoticeMinutes: 60 } },
      TOMORROW,
      `${ONLY_CANCEL} ${LATE}`,
    ],
    [
      "the new time is where changes cost something",
      { policy: { ...SOON, feeTiers: HALF } },
      TOMORROW,
      "Danach können Sie noch 2-mal verschieben. Eine Änderung kostet dann 24,50 €.",
    ],
  ])("%s", (_case, given, startsAt, words) => {
    expect(afterMove(visit(given), startsAt).replaceAll("\u00a0", " ")).toBe(words);
  });
});

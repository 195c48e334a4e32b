import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it, vi } from "vitest";

import { findLapsedHold } from "@/lib/appointments/service/find-lapsed-hold";
import { listFreeSlots, nearestFreeSlots } from "@/lib/appointments/service/free-slots";
import { getConflict } from "@/lib/appointments/service/get-conflict";
import { findHold } from "@/lib/appointments/service/hold-slot";
import { translator } from "@/lib/platform/messages";
import { decide, DEFAULT_POLICY } from "@/lib/policies/rules";
import { type ManagedPage, managedPage } from "@/lib/web/managed-page";

import CancelPage from "../cancel/page";
import ChangedPage from "../changed/page";
import DonePage from "../done/page";
import ConfirmMovePage from "../move/confirm/page";
import MovePage from "../move/page";

vi.mock("../actions");
vi.mock("@/lib/web/managed-page");
vi.mock("@/lib/appointments/service/find-lapsed-hold");
vi.mock("@/lib/appointments/service/free-slots");
vi.mock("@/lib/appointments/service/get-conflict");
vi.mock("@/lib/appointments/service/hold-slot");

const BEFORE = new Date("2026-11-26T13:30:00Z");
const AFTER = "2026-11-27T09:15:00.000Z";
const LENA = { id: "lena", name: "Lena Hofmann" };
const SLOT = { startsAt: AFTER, staff: LENA };

/** The venue is in Berlin, and so is its appointment; the customer is in `timeZone`. */
function visitFrom(timeZone: string, now = "2026-11-20T08:00:00Z") {
  const facts = {
    ...{ status: "confirmed" as const, startsAt: BEFORE, priceMinor: 4900, rescheduledCount: 0 },
    cancellations30Days: 0,
  };
  const question = {
    policy: DEFAULT_POLICY,
    facts: { ...facts, isSelfService: true, isNewTimeAsked: false },
    now: new Date(now),
  };
  const company = { name: "Salon", slug: "salon", accentColour: null, phone: null, email: null };
  const appointment = {
    ...facts,
    ...{ id: "1", version: 1, endsAt: new Date("2026-11-26T14:15:00Z") },
    ...{ currency: "EUR", newTimeAskedAt: null },
    ...{ syncStatus: "not_connected", policy: DEFAULT_POLICY, company },
    ...{
      service: { id: "cut", name: "Schnitt", isSelfService: true },
      staff: LENA,
      customer: { timeZone, email: null },
    },
    branch: { ...company, street: "Weg 1", city: "Berlin", openingHoursNote: null },
    reschedule: decide("reschedule", question),
    cancel: decide("cancel", question),
  };
  const timeline = [{ actorKind: "customer", action: "rescheduled" }];
  vi.mocked(managedPage).mockResolvedValue({
    ...{ appointment, timeline, locale: "de", href: "/c/salon/1", ctx: { now: question.now } },
    ...{ reader: { locale: "de", timeZone: "Europe/Berlin" } },
    customer: translator("de", "customer"),
    common: translator("de", "common"),
    problems: translator("de", "problems"),
  } as unknown as ManagedPage);
}

const params = Promise.resolve({ company: "salon", appointment: "1" });

const PAGES: Record<string, () => Promise<ReactNode>> = {
  move: () => {
    const days = [{ date: "2026-11-27", slots: [SLOT] }];
    const free = { days, staff: [LENA], nextFrom: null, until: AFTER };
    vi.mocked(listFreeSlots).mockResolvedValue(free);
    vi.mocked(nearestFreeSlots).mockResolvedValue([SLOT]);

    return MovePage({ params, searchParams: Promise.resolve({ taken: AFTER }) });
  },
  confirm: () => {
    vi.mocked(findHold).mockResolvedValue({
      ...{ ...SLOT, id: "hold", endsAt: "2026-11-27T10:00:00.000Z", canBeExtended: true },
      expiresAt: "2026-11-20T08:05:00.000Z",
    });

    return ConfirmMovePage({ params, searchParams: Promise.resolve({ hold: "hold" }) });
  },
  gone: () => {
    vi.mocked(findHold).mockResolvedValue(null);
    const lapsed = { ...SLOT, startsAt: new Date(AFTER), isStillFree: true, nearest: [] };
    vi.mocked(findLapsedHold).mockResolvedValue(lapsed);

    return ConfirmMovePage({ params, searchParams: Promise.resolve({ hold: "hold" }) });
  },
  cancel: () => CancelPage({ params, searchParams: Promise.resolve({}) }),
  done: () => DonePage({ params }),
  changed: () => {
    const was = { startsAt: AFTER, staff: LENA, status: "confirmed" };
    vi.mocked(getConflict).mockResolvedValue({
      ...{ was, now: { ...was, startsAt: BEFORE.toISOString() }, changedAt: AFTER },
      ...{ actorKind: "member", actorName: "Mehmet" },
    } as unknown as Awaited<ReturnType<typeof getConflict>>);

    return ChangedPage({ params, searchParams: Promise.resolve({ seen: "1" }) });
  },
};

/** What a page says to a customer in a zone. */
async function read(name: string, timeZone: string, now?: string): Promise<string> {
  visitFrom(timeZone, now);

  return renderToStaticMarkup(await PAGES[name]!())
    .replaceAll(/<(svg|s|option)\b.*?<\/\1>/gs, "")
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ");
}

const LATE = "2026-11-26T09:00:00Z";
const STANDS = "14:30 Uhr (Ortszeit in Berlin; bei Ihnen Donnerstag, 26. November, 13:30 Uhr)";
const NEW = "Ortszeit in Berlin. Bei Ihnen: Fr., 27. November, 09:15 Uhr (GMT+0).";

describe("a customer whose clock is not the venue's", () => {
  it.each([
    ["move", `Bisher: Donnerstag, 26. November, ${STANDS}.`],
    ["move", "in Berlin: Mitteleuropäische Zeit. Darunter steht, wie spät es dann bei Ihnen"],
    ["move", "Am nächsten dran sind: Fr., 27. November, 10:15 bei Ihnen 09:15"],
    ["move", "10:15 Uhr, Freitag, 27. November, bei Lena Hofmann bei Ihnen 09:15"],
    ["confirm", NEW],
    ["confirm", "bis 09:05 Uhr (Ortszeit in Berlin; bei Ihnen 08:05 Uhr)"],
    ["gone", NEW],
    ["gone", STANDS],
    ["cancel", STANDS],
    ["done", "Bei Ihnen: Do., 26. November, 13:30 Uhr (GMT+0)."],
    ["changed", `Jetzt gilt: Donnerstag, 26. November, ${STANDS} bei Lena Hofmann.`],
  ])("reads their own time beside it on the page %s", async (name, words) => {
    expect(await read(name, "Europe/London")).toContain(words);
  });

  it.each(["move", "cancel"])("reads it where %s is refused, too", async (name) => {
    expect(await read(name, "Europe/London", LATE)).toContain(
      `Donnerstag, 26. November, ${STANDS}`,
    );
  });

  it("reads which day it is for them where that is another one", async () => {
    expect(await read("move", "Pacific/Honolulu")).toContain("bei Ihnen Do., 26. November, 23:15");
  });
});

it.each(Object.keys(PAGES))("says each year that is not the present one: %s", async (name) => {
  const text = await read(name, "Europe/London", "2025-11-20T08:00:00Z");

  expect(text).toContain("November 2026");
  expect(text).not.toMatch(/November(?! 2026)/);
});

it.each(Object.keys(PAGES))("says nothing of clocks at the venue's own time: %s", async (name) => {
  for (const now of [undefined, LATE]) {
    expect(await read(name, "Europe/Berlin", now)).not.toMatch(/Ortszeit|bei Ihnen/i);
  }
});

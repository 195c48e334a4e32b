import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { translator } from "@/lib/platform/messages";
import type { ManagedPage } from "@/lib/web/managed-page";

import { CustomerHistory } from "./customer-history";
import { FreeDays } from "./free-days";
import { onBothClocks } from "./own-clock";
import { whyNot } from "./why-not";

/** The venue is in Berlin, where Saturday has begun at 03:02; in New York it is Friday, 21:02. */
function visitFrom(timeZone: string): ManagedPage {
  const at = "2026-11-28T02:00:00.000Z";

  return {
    reader: { locale: "de", timeZone: "Europe/Berlin" },
    locale: "de",
    ctx: { now: new Date("2026-11-28T02:02:00Z") },
    appointment: {
      branch: { city: "Berlin" },
      customer: { timeZone },
      staff: { id: "lena" },
      company: { name: "Salon" },
    },
    timeline: [
      { id: "1", at, actorKind: "customer", action: "created", oldValues: {}, newValues: {} },
    ],
    customer: translator("de", "customer"),
    common: translator("de", "common"),
  } as unknown as ManagedPage;
}

const ENDED = {
  ...{ refusal: "notice-too-short" as const, left: 1, feeMinor: 0, fees: [] },
  until: new Date("2026-11-27T20:00:00Z"),
};
const SLOT = { startsAt: "2026-11-28T09:00:00.000Z", staff: { id: "lena", name: "Lena Hofmann" } };

const SENTENCES: Record<string, (page: ManagedPage) => string> = {
  "why not": (page) => whyNot(page, "reschedule", ENDED),
  deadline: (page) => onBothClocks(page, new Date("2026-11-28T20:00:00Z")),
  "free days": (page) =>
    renderToStaticMarkup(
      <FreeDays page={page} days={[{ date: "2026-11-28", slots: [SLOT] }]} isOnePerson />,
    ),
};

describe("a day that is another one for the customer than at the venue", () => {
  it.each(Object.entries(SENTENCES))("is not called today or yesterday: %s", (_name, say) => {
    expect(say(visitFrom("America/New_York"))).not.toMatch(/heute|gestern|morgen/i);
  });

  it.each([
    ["why not", "gestern, Freitag, 27. November, 21:00 Uhr"],
    ["deadline", "heute, Samstag, 28. November, 21:00 Uhr"],
    ["free days", "heute"],
  ])("is called so where both agree: %s", (name, words) => {
    expect(SENTENCES[name]!(visitFrom("Europe/Rome"))).toContain(words);
  });

  it.each([
    ["America/New_York", "Freitag, 27. November"],
    ["Europe/Berlin", "Samstag, 28. November"],
  ])("is the customer's own where it says when they did something: %s", (timeZone, day) => {
    const html = renderToStaticMarkup(<CustomerHistory page={visitFrom(timeZone)} />);

    expect(html).toContain(`Von Ihnen am ${day}`);
  });
});

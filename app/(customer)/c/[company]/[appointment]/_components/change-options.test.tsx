import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { translator } from "@/lib/platform/messages";
import { type ChangeFacts, decide, DEFAULT_POLICY } from "@/lib/policies/rules";
import type { Policy } from "@/lib/policies/schema";
import type { Locale } from "@/lib/shared/schema";
import type { ManagedPage } from "@/lib/web/managed-page";

import { ChangeOptions } from "./change-options";

const STARTS_AT = new Date("2026-11-26T13:30:00Z");

type Told = {
  locale?: Locale;
  now?: string;
  policy?: Partial<Policy>;
  facts?: Partial<ChangeFacts>;
  phone?: string | null;
  email?: string | null;
};

/** What a customer in Berlin reads of what they may still do. */
function read({ locale = "de", now = "2026-11-20T08:00:00Z", phone = null, ...told }: Told = {}) {
  const question = {
    policy: { ...DEFAULT_POLICY, ...told.policy },
    facts: {
      ...{ status: "confirmed", startsAt: STARTS_AT, priceMinor: 4900, rescheduledCount: 0 },
      ...{ cancellations30Days: 0, isSelfService: true, isNewTimeAsked: false },
      ...told.facts,
    },
    now: new Date(now),
  };
  const company = { phone, email: told.email ?? null };
  const appointment = {
    ...{ status: question.facts.status, currency: "EUR", company },
    ...{ customer: { timeZone: "Europe/Berlin" }, branch: { city: "Berlin", ...company } },
    reschedule: decide("reschedule", question),
    cancel: decide("cancel", question),
  };
  const page = {
    ...{ appointment, locale, href: "/c/salon/1", ctx: { now: question.now } },
    ...{ reader: { locale, timeZone: "Europe/Berlin" } },
    customer: translator(locale, "customer"),
    common: translator(locale, "common"),
  } as unknown as ManagedPage;

  return renderToStaticMarkup(<ChangeOptions page={page} />)
    .replaceAll(/<svg.*?<\/svg>/gs, "")
    .replaceAll(/<[^>]+>/g, "|")
    .replaceAll(/\|(?=[ ,.|])|(?<=[ |])\|/g, "")
    .replaceAll(/\u00a0/g, " ");
}

describe("what a customer may still do", () => {
  it("is free until the deadline where nothing costs anything", () => {
    expect(read()).toContain(
      "Bis Mittwoch, 25. November, 14:30 Uhr können Sie kostenlos verschieben oder absagen.",
    );
  });

  it.each([
    [
      "de",
      "Bis Dienstag, 24. November, 14:30 Uhr können Sie kostenlos verschieben oder absagen, danach für 24,50 € bis Mittwoch, 25. November, 14:30 Uhr, danach für 49,00 € bis Donnerstag, 26. November, 12:30 Uhr.",
    ],
    [
      "en",
      "You can reschedule or cancel free of charge until Tuesday 24 November, 14:30, then for €24.50 until Wednesday 25 November, 14:30, then for €49.00 until Thursday 26 November, 12:30.",
    ],
  ] as const)("is called free only for as long as it is, in %s", (locale, sentence) => {
    const policy = {
      ...{ rescheduleNoticeMinutes: 120, cancelNoticeMinutes: 120 },
      feeTiers: [
        { withinMinutes: 48 * 60, percent: 50 },
        { withinMinutes: 24 * 60, percent: 100 },
      ],
    };

    expect(read({ locale, policy })).toContain(sentence);
  });

  it("says each fee until its own end where the two deadlines differ", () => {
    const told = read({
      now: "2026-11-24T18:00:00Z",
      policy: { cancelNoticeMinutes: 60, feeTiers: [{ withinMinutes: 48 * 60, percent: 50 }] },
    });

    expect(told).toContain("Mittwoch, 25. November, 14:30 Uhr können Sie für 24,50 € verschieben.");
    expect(told).toContain("Donnerstag, 26. November, 13:30 Uhr können Sie für 24,50 € absagen.");
  });
});

describe("what a customer may not do", () => {
  const late = "2026-11-25T13:30:00Z";

  it("has its reason, and how to go on, for each change that is missing", () => {
    const told = read({ now: "2026-11-25T13:30:00Z", policy: { rescheduleNoticeMinutes: 60 } });

    expect(told).toContain("können Sie kostenlos verschieben.");
    expect(told).toContain(
      "Online absagen geht für diesen Termin nicht mehr. Die Frist endete heute, Mittwoch, 25. November, 14:30 Uhr. Sprechen Sie uns an, wir finden eine Lösung.",
    );
  });

  it("names the limit that is reached, and the way to the company", () => {
    const moved = { facts: { rescheduledCount: 3 }, phone: "030 123456" };
    const told = read(moved);

    expect(told).toContain(
      "Sie haben ihn so oft verschoben, wie es online geht. Rufen Sie uns an,",
    );
    expect(told).toContain("030 123456");
    expect(told).toContain("können Sie kostenlos absagen.");
  });

  it("promises no cancellation where that is refused as well", () => {
    const facts = { rescheduledCount: 3, cancellations30Days: 3 };
    const told = read({ facts, email: "salon@example.org" });

    expect(told).toContain("Online lässt sich dieser Termin nicht ändern");
    expect(told).toContain("Sie haben ihn so oft verschoben, wie es online geht.");
    expect(told).toContain(
      "Sie haben in den letzten 30 Tagen so oft abgesagt, wie es online geht.",
    );
    expect(told).toContain("Schreiben Sie uns, wir finden eine Lösung: salon@example.org");
    expect(told).not.toContain("Absagen können Sie");
  });

  it("is one reason where it is the same for both", () => {
    expect(read({ now: late })).toContain(
      "Online ändern geht für diesen Termin nicht mehr. Die Frist endete heute, Mittwoch, 25. November, 14:30 Uhr.",
    );
    expect(read({ facts: { isSelfService: false } }).match(/gemeinsam mit Ihnen/g)).toHaveLength(1);
  });

  it.each([
    ["de", 48, "Die Frist endete gestern, Dienstag, 24. November, 14:30 Uhr."],
    ["de", 72, "Die Frist endete am Montag, 23. November, 14:30 Uhr."],
    ["en", 48, "The deadline was yesterday, Tuesday 24 November, 14:30."],
    ["en", 72, "The deadline was on Monday 23 November, 14:30."],
  ] as const)("says in %s when a deadline of %s hours was", (locale, hours, sentence) => {
    const notice = { rescheduleNoticeMinutes: hours * 60, cancelNoticeMinutes: hours * 60 };

    expect(read({ locale, now: late, policy: notice })).toContain(sentence);
  });
});

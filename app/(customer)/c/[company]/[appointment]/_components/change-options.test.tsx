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

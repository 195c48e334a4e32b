import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { AppointmentMailDeadline } from "@/components/mail/appointment-mail-deadline";
import type { AppointmentSnapshot } from "@/lib/appointments/service/appointment-mails";
import { deadlineOf } from "@/lib/appointments/service/snapshot-deadline";
import { toMailProps } from "@/lib/notifications/service/to-mail-props";
import { translator } from "@/lib/platform/messages";
import { DEFAULT_POLICY } from "@/lib/policies/rules";
import type { Locale } from "@/lib/shared/schema";

const startsAt = new Date("2026-11-26T13:30:00Z");
const facts = {
  ...{ status: "confirmed", startsAt, priceMinor: 4900, rescheduledCount: 0 },
  ...{ cancellations30Days: 0, isSelfService: true, isNewTimeAsked: false },
};
const policy = {
  ...DEFAULT_POLICY,
  cancelNoticeMinutes: 48 * 60,
  feeTiers: [{ withinMinutes: 48 * 60, percent: 50 }],
};

/** What a mail of 20 November says of what its reader may still change. */
function read(locale: Locale, deadline?: AppointmentSnapshot["deadline"]): string {
  const place = { name: "Berlin", street: "", postalCode: "", city: "Berlin", phone: null };
  const snapshot = {
    ...{ audience: "customer", kind: "booked", locale, readerTimeZone: "Europe/Berlin" },
    ...{ startsAt: startsAt.toISOString(), endsAt: startsAt.toISOString(), branch: place },
    ...{ timeZone: "Europe/Berlin", previousStartsAt: null, previousEndsAt: null, feeMinor: 0 },
    ...{ company: place, currency: "EUR" },
    deadline: deadline ?? deadlineOf({ policy, facts, now: new Date("2026-11-20T08:00:00Z") }),
  } as unknown as AppointmentSnapshot;
  const t = translator(locale, "mail");
  const common = translator(locale, "common");
  const props = toMailProps(snapshot, { t, common, actionUrl: "" });

  return renderToStaticMarkup(<AppointmentMailDeadline t={t} deadline={props.deadline!} />)
    .replaceAll(/<[^>]+>/g, "")
    .replaceAll(/\u00a0/g, " ");
}

describe("what a mail promises", () => {
  it.each([
    [
      "de",
      "Bis Dienstag, 24. November, 14:30 Uhr können Sie den Termin kostenlos verschieben, danach für 24,50 € bis Mittwoch, 25. November, 14:30 Uhr. Verschieben können Sie ihn noch 3-mal.",
      "Bis Dienstag, 24. November, 14:30 Uhr können Sie den Termin kostenlos absagen.",
    ],
    [
      "en",
      "You can reschedule the appointment free of charge until Tuesday 24 November, 14:30, then for €24.50 until Wednesday 25 November, 14:30.",
      "You can cancel the appointment free of charge until Tuesday 24 November, 14:30.",
    ],
  ] as const)("calls a change free only for as long as it is, in %s", (locale, ...sentences) => {
    for (const sentence of sentences) expect(read(locale)).toContain(sentence);
  });

  it("says nothing of a fee that it does not know", () => {
    const until = "2026-11-25T13:30:00.000Z";
    const told = read("de", { rescheduleUntil: until, cancelUntil: until, reschedulesLeft: 3 });

    expect(told).toContain("können Sie den Termin noch verschieben oder absagen.");
    expect(told).not.toContain("kostenlos");
  });
});

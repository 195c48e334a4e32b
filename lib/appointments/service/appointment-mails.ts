import "server-only";

import { v7 as uuidV7 } from "uuid";

import type { LoadedAppointment } from "@/lib/appointments/service/load-appointment";
import { type ChangeFacts, decide } from "@/lib/policies/rules";
import type { Policy } from "@/lib/policies/schema";
import type { Locale } from "@/lib/shared/schema";
import type { TenantContext } from "@/lib/tenancy/context";

/** What a mail about an appointment says, as it was when the change was committed. */
export type AppointmentSnapshot = {
  audience: "customer" | "staff";
  kind: "booked" | "rescheduled" | "cancelled";
  locale: Locale;
  readerTimeZone: string;
  appointmentId: string;
  linkGeneration: number;
  reference: string;
  version: number;
  startsAt: string;
  endsAt: string;
  timeZone: string;
  previousStartsAt: string | null;
  previousEndsAt: string | null;
  previousStaff: string | null;
  customer: string;
  service: string;
  staff: string;
  branch: { name: string; street: string; postalCode: string; city: string; phone: string | null };
  company: { slug: string; name: string; accentColour: string; phone: string | null };
  reason: string | null;
  changedBy: string;
  /** What the customer may still do, or null when nothing. */
  deadline: SnapshotDeadline | null;
  feeMinor: number;
  currency: string;
};

/** Instants until which the customer may move or cancel; null for what is not possible (any more). */
export type SnapshotDeadline = {
  rescheduleUntil: string | null;
  cancelUntil: string | null;
  reschedulesLeft: number;
  isFree: boolean;
};

/** What a mail may promise, by the same decision that the page shows. */
export function deadlineOf(question: {
  policy: Policy;
  facts: ChangeFacts;
  now: Date;
}): SnapshotDeadline {
  const reschedule = decide("reschedule", question);
  const cancel = decide("cancel", question);

  return {
    rescheduleUntil: reschedule.refusal === null ? reschedule.until.toISOString() : null,
    cancelUntil: cancel.refusal === null ? cancel.until.toISOString() : null,
    reschedulesLeft: reschedule.left,
    isFree: reschedule.feeMinor === 0 && cancel.feeMinor === 0,
  };
}

export type AppointmentMailRow = {
  id: string;
  kind: AppointmentSnapshot["kind"];
  audience: AppointmentSnapshot["audience"];
  recipient: string;
  snapshot: AppointmentSnapshot;
};

type News = Pick<
  AppointmentSnapshot,
  "kind" | "version" | "startsAt" | "endsAt" | "staff" | "reason" | "feeMinor" | "deadline"
> & { isMoved: boolean };

/** The mails a change leads to: the customer's and the staff member's, where they have an address. */
export function appointmentMails(
  ctx: TenantContext,
  appointment: LoadedAppointment,
  { isMoved, ...news }: News,
): AppointmentMailRow[] {
  const { customer, staff, branch, company } = appointment;
  const common = {
    ...news,
    appointmentId: appointment.id,
    linkGeneration: appointment.linkGeneration,
    reference: appointment.reference,
    timeZone: appointment.timeZone,
    previousStartsAt: isMoved ? appointment.startsAt.toISOString() : null,
    previousEndsAt: isMoved ? appointment.endsAt.toISOString() : null,
    previousStaff: isMoved && staff.name !== news.staff ? staff.name : null,
    customer: customer.name,
    service: appointment.service.name,
    branch,
    company,
    changedBy: ctx.actor.name,
    currency: appointment.currency,
  };
  const people = [
    { audience: "customer" as const, ...customer },
    { audience: "staff" as const, ...staff, timeZone: appointment.timeZone },
  ];

  return people.flatMap(({ audience, email, locale, timeZone }) =>
    email === null
      ? []
      : [
          {
            id: uuidV7(),
            kind: news.kind,
            audience,
            recipient: email,
            snapshot: { ...common, audience, locale: locale ?? "de", readerTimeZone: timeZone },
          },
        ],
  );
}

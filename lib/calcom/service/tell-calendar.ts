import "server-only";

import type { Connection } from "@/lib/calcom/service/connection";
import { guarded, type Held } from "@/lib/calcom/service/guard-call";
import type { Subject } from "@/lib/calcom/service/load-subject";
import { type Booking, markOf, readBooking, toBooking } from "@/lib/calcom/service/read-booking";
import type { SyncRow } from "@/lib/calcom/service/sync-queue";
import type { Answer, RefusalReason } from "@/lib/platform/calcom/answer";
import type { CalcomBooking } from "@/lib/platform/calcom/wire";
import type { TenantContext } from "@/lib/tenancy/context";

type Work = {
  ctx: TenantContext;
  connection: Connection;
  subject: Subject;
  row: Pick<SyncRow, "created_at">;
};
type NoAddress = { kind: "no-address" };

/** A booking is made after it was wished for, give or take what clocks differ. */
const SKEW_MS = 10 * 60_000;
const PAGE = 100;

/**
 * How the booking of an appointment is there: null where there is none. One that was made and never heard
 * of is found by the appointment's id, which it carries.
 */
export async function readTheirs(work: Work): Promise<Answer<Booking | null> | Held> {
  const { subject } = work;
  if (subject.bookingUid !== null && subject.base?.isActive === true) {
    return readKnown(work, subject.bookingUid);
  }
  const made = await findMade(work);
  if (made.kind !== "ok" || made.data !== null || subject.bookingUid === null) return made;

  return readKnown(work, subject.bookingUid);
}

async function readKnown(
  { ctx, connection }: Work,
  bookingUid: string,
): Promise<Answer<Booking | null> | Held> {
  const known = await readBooking(ctx, connection, bookingUid);

  return known.kind === "unknown" ? { kind: "ok", data: null } : known;
}

async function findMade({
  ctx,
  connection,
  subject,
  row,
}: Work): Promise<Answer<Booking | null> | Held> {
  const { ours, customer } = subject;
  for (let skip = 0; ; skip += PAGE) {
    const answer = await guarded(ctx, connection, () =>
      connection.client.listBookings({
        ...(ours.eventTypeId !== null && { eventTypeId: ours.eventTypeId }),
        ...(customer.email !== null && { attendeeEmail: customer.email }),
        afterCreatedAt: new Date(row.created_at.getTime() - SKEW_MS),
        sortCreated: "asc",
        take: PAGE,
        skip,
      }),
    );
    if (answer.kind !== "ok") return answer;
    const made = answer.data.bookings
      .map((booking) => toBooking(ctx, booking))
      .find(({ appointmentId, isActive }) => appointmentId === subject.id && isActive);
    if (made !== undefined || !answer.data.hasNextPage) return { kind: "ok", data: made ?? null };
  }
}

/** Says one thing to Cal.com. Who moved or cancelled is for the server alone to say. */
export async function tell(
  { ctx, connection, subject }: Work,
  { action, uid }: { action: "create" | "move" | "cancel" | "replace"; uid: string },
): Promise<Answer<CalcomBooking> | Held | NoAddress> {
  const { client } = connection;
  const { ours, customer, hostEmail } = subject;

  switch (action) {
    case "create": {
      const { name, timeZone, locale } = customer;
      const contact = contactOf(customer);
      if (contact === null) return { kind: "no-address" };

      return guarded(ctx, connection, () =>
        client.createBooking({
          eventTypeId: ours.eventTypeId ?? 0,
          start: ours.startsAt,
          attendee: { name, timeZone, language: locale, ...contact },
          metadata: markOf(ctx, subject.id),
        }),
      );
    }
    case "move":
      return guarded(ctx, connection, () =>
        client.rescheduleBooking(uid, {
          start: ours.startsAt,
          // In the host's name it counts at once, and their notice does not stop what was promised here.
          ...(hostEmail !== null && { rescheduledBy: hostEmail }),
        }),
      );
    case "cancel":
    case "replace":
      return guarded(ctx, connection, () =>
        client.cancelBooking(uid, { reason: subject.cancellationReason ?? subject.reference }),
      );
  }
}

/** They take a telephone number in its international form alone. */
function contactOf({ email, phone }: Subject["customer"]) {
  if (email !== null) return { email };
  const phoneNumber = (phone ?? "").replaceAll(/[\s()/-]/g, "");

  return /^\+[1-9]\d{6,14}$/.test(phoneNumber) ? { phoneNumber } : null;
}

/** What an answer other than "yes" asks for. */
export type Heeded =
  | { next: "read" | "refused" | "not-allowed" | "no-address" | "held" | "wait" }
  | { next: "retry"; cause: string };

/**
 * What was promised is taken back only where the time itself is the trouble. A rule of theirs that says nothing of the time (a
 * field, no cancelling, another host) is for a person to look at.
 */
const REFUSED = {
  "already-moved": "read",
  "already-cancelled": "read",
  "slot-gone": "refused",
  notice: "refused",
  past: "refused",
  ended: "not-allowed",
  rule: "not-allowed",
} as const satisfies Record<RefusalReason, string>;

export function heed(answer: Exclude<Answer<unknown> | Held | NoAddress, { kind: "ok" }>): Heeded {
  switch (answer.kind) {
    case "held":
      return { next: "held" };
    case "no-address":
      return { next: "no-address" };
    case "unauthorised":
    case "busy":
      return { next: "wait" };
    case "outage":
      return { next: "retry", cause: answer.cause };
    case "unreadable":
      return { next: "retry", cause: "unreadable" };
    case "unknown":
    case "conflict":
      return { next: "read" };
    case "refused":
      return { next: REFUSED[answer.reason] };
  }
}

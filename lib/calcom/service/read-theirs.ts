import "server-only";

import { isSameName } from "@/lib/calcom/rules";
import type { Connection } from "@/lib/calcom/service/connection";
import { guarded, type Held } from "@/lib/calcom/service/guard-call";
import type { Subject } from "@/lib/calcom/service/load-subject";
import { type Booking, readBooking, toBooking, traceBack } from "@/lib/calcom/service/read-booking";
import type { Answer } from "@/lib/platform/calcom/answer";
import { normaliseEmail } from "@/lib/shared/email";
import type { TenantContext } from "@/lib/tenancy/context";

/** One appointment that is being talked about with Cal.com. */
export type Work = {
  ctx: TenantContext;
  connection: Connection;
  subject: Subject;
};
/** A booking is made after somebody began to tell of it, give or take what clocks differ. */
const SKEW_MS = 10 * 60_000;
const PAGE = 100;
const LONGEST_MS = 24 * 3_600_000;

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
  if (made.kind !== "ok" || made.data !== null) return made;
  if (subject.bookingUid !== null) return readKnown(work, subject.bookingUid);

  return subject.isImported ? findBrought(work) : made;
}

/** Where an imported appointment stood before anybody moved it here: a booking then, of the same customer. */
async function findBrought({
  ctx,
  connection,
  subject,
}: Work): Promise<Answer<Booking | null> | Held> {
  const { firstStartsAt, customer } = subject;
  const email = customer.email === null ? null : normaliseEmail(customer.email);
  const answer = await guarded(ctx, connection, () =>
    connection.client.listBookings({
      ...{ afterStart: firstStartsAt, sortStart: "asc", take: PAGE },
      beforeEnd: new Date(firstStartsAt.getTime() + LONGEST_MS),
    }),
  );
  if (answer.kind !== "ok") return answer;
  const theirs = answer.data.bookings
    .map((found) => toBooking(ctx, found))
    .find(
      ({ isActive, startsAt, attendee }) =>
        isActive &&
        startsAt.getTime() === firstStartsAt.getTime() &&
        (isSameName(attendee?.name ?? "", customer.name) ||
          (email !== null && attendee?.email != null && normaliseEmail(attendee.email) === email)),
    );

  return { kind: "ok", data: theirs ?? null };
}

async function readKnown(
  { ctx, connection }: Work,
  bookingUid: string,
): Promise<Answer<Booking | null> | Held> {
  const known = await readBooking(ctx, connection, bookingUid);

  return known.kind === "unknown" ? { kind: "ok", data: null } : known;
}

/** Whatever event type or address it has: the appointment, and its customer, may have been others when it was made. */
async function findMade(work: Work): Promise<Answer<Booking | null> | Held> {
  const { ctx, connection, subject } = work;
  const { toldFrom } = subject;
  for (let skip = 0; ; skip += PAGE) {
    const answer = await guarded(ctx, connection, () =>
      connection.client.listBookings({
        afterCreatedAt: new Date(toldFrom.getTime() - SKEW_MS),
        sortCreated: "asc",
        take: PAGE,
        skip,
      }),
    );
    if (answer.kind !== "ok") return answer;
    for (const found of answer.data.bookings) {
      const made = toBooking(ctx, found);
      if (made.appointmentId !== subject.id) continue;
      if (made.isActive) return traceBack(ctx, connection, made);
      if (found.rescheduledToUid === null) continue;
      const moved = await readKnown(work, found.uid);
      if (moved.kind !== "ok" || moved.data?.isActive) return moved;
    }
    if (!answer.data.hasNextPage) return { kind: "ok", data: null };
  }
}

import "server-only";

import type { Connection } from "@/lib/calcom/service/connection";
import { guarded, type Held } from "@/lib/calcom/service/guard-call";
import type { Subject } from "@/lib/calcom/service/load-subject";
import { type Booking, readBooking, toBooking } from "@/lib/calcom/service/read-booking";
import type { SyncRow } from "@/lib/calcom/service/sync-queue";
import type { Answer } from "@/lib/platform/calcom/answer";
import type { TenantContext } from "@/lib/tenancy/context";

/** One appointment that is being talked about with Cal.com. */
export type Work = {
  ctx: TenantContext;
  connection: Connection;
  subject: Subject;
  row: Pick<SyncRow, "created_at">;
};
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

import "server-only";

import type { Side } from "@/lib/calcom/rules";
import type { Connection } from "@/lib/calcom/service/connection";
import { guarded, type Held } from "@/lib/calcom/service/guard-call";
import type { Answer } from "@/lib/platform/calcom/answer";
import type { CalcomBooking } from "@/lib/platform/calcom/wire";
import type { TenantContext } from "@/lib/tenancy/context";

/** A booking as it is there now, and the uids it had before. */
export type Booking = Side & {
  uid: string;
  endsAt: Date;
  updatedAt: Date | null;
  earlierUids: readonly string[];
  title: string;
  hostEmails: readonly string[];
  attendee: { name: string; email: string | null; timeZone: string | null } | null;
  cancellationReason: string | null;
  /** The appointment that it was made for, when it was made from here. */
  appointmentId: string | null;
};

/** Under which name a booking made from here carries its appointment's id. */
export const METADATA_KEY = "portalAppointment";
/** More moves than this between two looks are no chain but a circle. */
const LONGEST_CHAIN = 20;

/**
 * Reads a booking, following its moves to the newest. Each move makes a new booking and leaves the old one
 * cancelled, so that only the end of the chain says how things are.
 */
export async function readBooking(
  ctx: TenantContext,
  connection: Connection,
  bookingUid: string,
): Promise<Answer<Booking> | Held> {
  const earlierUids: string[] = [];
  let uid = bookingUid;
  for (;;) {
    const answer = await guarded(ctx, connection, () => connection.client.getBooking(uid));
    if (answer.kind !== "ok") return answer;
    const { rescheduledToUid } = answer.data;
    const isEnd =
      rescheduledToUid === null ||
      earlierUids.includes(rescheduledToUid) ||
      earlierUids.length >= LONGEST_CHAIN;
    if (isEnd) return { kind: "ok", data: toBooking(answer.data, earlierUids) };
    earlierUids.push(uid);
    uid = rescheduledToUid;
  }
}

/** What a booking says, in the words of the portal; rejected ones are as good as cancelled. */
export function toBooking(booking: CalcomBooking, earlierUids: readonly string[] = []): Booking {
  const { uid, status, start, end, eventTypeId, rescheduledFromUid, metadata } = booking;
  const [attendee] = booking.attendees;
  const appointmentId = metadata[METADATA_KEY];

  return {
    uid,
    isActive: status === "accepted" || status === "pending",
    startsAt: start,
    endsAt: end,
    updatedAt: booking.updatedAt,
    eventTypeId,
    earlierUids:
      rescheduledFromUid === null || earlierUids.includes(rescheduledFromUid)
        ? earlierUids
        : [...earlierUids, rescheduledFromUid],
    title: booking.title,
    hostEmails: booking.hosts.map(({ email }) => email),
    attendee: attendee ?? null,
    cancellationReason: booking.cancellationReason,
    appointmentId: typeof appointmentId === "string" ? appointmentId : null,
  };
}

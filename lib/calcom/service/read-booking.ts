import "server-only";

import type { Side } from "@/lib/calcom/rules";
import type { Connection } from "@/lib/calcom/service/connection";
import { guarded, type Held } from "@/lib/calcom/service/guard-call";
import { findAppointmentOf } from "@/lib/calcom/service/load-subject";
import type { Answer } from "@/lib/platform/calcom/answer";
import type { CalcomBooking } from "@/lib/platform/calcom/wire";
import { deriveSecret, equalSecrets } from "@/lib/platform/secrets";
import type { TenantContext } from "@/lib/tenancy/context";

/** A booking as it is there now, and the uids it had before. */
export type Booking = Side & {
  uid: string;
  /** It waits for its host's yes. */
  isUnconfirmed: boolean;
  endsAt: Date;
  updatedAt: Date | null;
  earlierUids: readonly string[];
  title: string;
  hostEmails: readonly string[];
  attendee: { name: string; email: string | null; timeZone: string | null } | null;
  cancellationReason: string | null;
  /** Why it was moved to where it is. */
  moveReason: string | null;
  /** The appointment that it, or the one it was moved from, was made for from here. */
  appointmentId: string | null;
};

/** Under which name a booking made from here carries whose it is. */
const MARK = "portalAppointment";
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
    if (isEnd) {
      return traceBack(ctx, connection, toBooking(ctx, answer.data, earlierUids.toReversed()));
    }
    earlierUids.push(uid);
    uid = rescheduledToUid;
  }
}

/**
 * The same booking with all the uids it had before, until one is known here: of three moves only the last may have been heard of, and
 * a move there may drop what a booking carries, or keep it. Reads no more than has to be.
 */
export async function traceBack(
  ctx: TenantContext,
  connection: Connection,
  booking: Booking,
): Promise<Answer<Booking> | Held> {
  const uids = [booking.uid, ...booking.earlierUids];
  let { appointmentId } = booking;
  while (uids.length > 1 && uids.length < LONGEST_CHAIN) {
    const known = await ctx.transaction((db) => findAppointmentOf(ctx, db, uids));
    const oldest = uids.at(-1);
    if (known !== null || oldest === undefined) break;
    const answer = await guarded(ctx, connection, () => connection.client.getBooking(oldest));
    if (answer.kind === "unknown") break;
    if (answer.kind !== "ok") return answer;
    const { rescheduledFromUid, metadata } = answer.data;
    appointmentId ??= readMark(ctx, metadata[MARK]);
    if (rescheduledFromUid === null || uids.includes(rescheduledFromUid)) break;
    uids.push(rescheduledFromUid);
  }

  return { kind: "ok", data: { ...booking, appointmentId, earlierUids: uids.slice(1) } };
}

/**
 * What a booking made from here carries: its appointment, signed, because whoever books through a public page can write
 * there what they like.
 */
export function markOf({ companyId }: TenantContext, appointmentId: string) {
  return { [MARK]: `${appointmentId}.${deriveSecret("calcom-booking", companyId, appointmentId)}` };
}

function readMark(ctx: TenantContext, mark: unknown): string | null {
  if (typeof mark !== "string") return null;
  const [appointmentId = ""] = mark.split(".");

  return equalSecrets(mark, markOf(ctx, appointmentId)[MARK]) ? appointmentId : null;
}

/** What a booking says, in the words of the portal; rejected ones are as good as cancelled. */
export function toBooking(
  ctx: TenantContext,
  booking: CalcomBooking,
  earlierUids: readonly string[] = [],
): Booking {
  const { uid, status, start, end, eventTypeId, rescheduledFromUid, metadata } = booking;
  const [attendee] = booking.attendees;

  return {
    uid,
    isActive: status === "accepted" || status === "pending",
    isUnconfirmed: status === "pending",
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
    moveReason: booking.reschedulingReason,
    appointmentId: readMark(ctx, metadata[MARK]),
  };
}

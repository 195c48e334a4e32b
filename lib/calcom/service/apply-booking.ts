import "server-only";

import { ancestorOf, reconcile, type Reconciliation } from "@/lib/calcom/rules";
import { adopt } from "@/lib/calcom/service/adopt";
import { adoptConfirmation, isConfirmedThere } from "@/lib/calcom/service/adopt-confirmation";
import { checkHost, isWithOtherHost } from "@/lib/calcom/service/check-host";
import { importBooking } from "@/lib/calcom/service/import-booking";
import { findAppointmentOf, loadSubject, type Subject } from "@/lib/calcom/service/load-subject";
import { noteBooking } from "@/lib/calcom/service/note-booking";
import { openReview } from "@/lib/calcom/service/open-review";
import type { Booking } from "@/lib/calcom/service/read-booking";
import { differenceOf, isTaken } from "@/lib/calcom/service/settle-subject";
import { queueOnce } from "@/lib/calcom/service/sync-queue";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

export type Applied = "unchanged" | "applied" | "review";

/**
 * Takes in how a booking is, as it was just read. Our own echo changes nothing; what was decided there becomes a new
 * version here; where both sides have changed, ours stays pending and is told on top of theirs. Late and doubled news end in
 * the same state, whatever their order.
 */
export async function applyBooking(ctx: TenantContext, booking: Booking): Promise<Applied> {
  try {
    return await ctx.transaction((db) => apply(ctx, db, booking));
  } catch (error) {
    if (!isTaken(error)) throw error;

    return ctx.transaction<Applied>(async (db) => {
      const appointmentId = await findAppointment(ctx, db, booking);
      await openReview(ctx, db, { problem: "overlap", appointmentId, booking });

      return "review";
    });
  }
}

async function apply(ctx: TenantContext, db: TenantDb, booking: Booking): Promise<Applied> {
  const appointmentId = await findAppointment(ctx, db, booking);
  if (appointmentId === null) return importBooking(ctx, db, booking);
  const subject = await loadSubject(ctx, db, { appointmentId, lock: true });
  if (subject === null) return importBooking(ctx, db, booking);
  if (await isOutdated(ctx, db, { subject, booking })) return "unchanged";

  const base = ancestorOf(subject, booking);
  const action = reconcile({ ours: subject.ours, base, theirs: booking });

  return takeIn(ctx, db, { subject, booking, action });
}

const APPLIED = { told: "unchanged", adopted: "applied", review: "review" } as const;

type Decided = { subject: Subject; booking: Booking; action: Reconciliation };

async function takeIn(
  ctx: TenantContext,
  db: TenantDb,
  { subject, booking, action }: Decided,
): Promise<Applied> {
  const { id: appointmentId, version } = subject;
  switch (action) {
    case "agree":
      if (!isKnown(subject, booking))
        await noteBooking(ctx, db, { appointmentId, booking, version });
      await checkHost(ctx, db, { subject, booking });
      if (!isConfirmedThere(subject, booking)) return "unchanged";
      await adoptConfirmation(ctx, db, subject);

      return "applied";
    case "adopt-move":
    case "adopt-cancel":
    case "adopt-again":
      return APPLIED[await adopt(ctx, db, { subject, booking, conclusion: action })];
    case "review":
      await openReview(ctx, db, {
        problem: differenceOf(subject, booking),
        appointmentId,
        booking,
      });

      return "review";
    case "create":
    case "move":
    case "cancel":
    case "replace":
      // Ours is to be told, from now on on top of this booking; it may have been given up, or have found none to tell.
      await noteBooking(ctx, db, { appointmentId, booking, version: null });
      await queueOnce(ctx, db, subject);

      return "unchanged";
  }
}

async function findAppointment(
  ctx: TenantContext,
  db: TenantDb,
  { uid, earlierUids, appointmentId }: Booking,
): Promise<string | null> {
  return (await findAppointmentOf(ctx, db, [uid, ...earlierUids])) ?? appointmentId;
}

/**
 * What was read before something newer was written down: an earlier booking of the chain, an earlier look at it, or one that
 * was made from here, cancelled there before its answer was ever heard, and has another one in its place.
 */
async function isOutdated(
  ctx: TenantContext,
  db: TenantDb,
  { subject, booking }: { subject: Subject; booking: Booking },
): Promise<boolean> {
  const { bookingUid, changedThereAt } = subject;
  if (bookingUid === null) return false;
  if (booking.uid === bookingUid) {
    return (
      changedThereAt !== null && booking.updatedAt !== null && booking.updatedAt < changedThereAt
    );
  }

  if ((await findAppointmentOf(ctx, db, [booking.uid])) !== null) return true;

  return !booking.isActive && (await findAppointmentOf(ctx, db, booking.earlierUids)) === null;
}

/** That somebody else has it there is for a person to decide: it is not over because the two agree on the time. */
function isKnown(subject: Subject, booking: Booking): boolean {
  const { bookingUid, base, syncStatus, syncError } = subject;
  const isWaiting =
    syncStatus === "manual_review" &&
    syncError === "other-host" &&
    isWithOtherHost(subject, booking);

  return (
    (syncStatus === "synced" || isWaiting) &&
    bookingUid === booking.uid &&
    base?.isActive === booking.isActive &&
    base.startsAt.getTime() === booking.startsAt.getTime()
  );
}

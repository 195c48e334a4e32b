import "server-only";

import { AppointmentChanged } from "@/lib/appointments/errors";
import { recordActivity } from "@/lib/audit/service/record-activity";
import { CalendarNotConnected, CalendarUnreachable } from "@/lib/calcom/errors";
import type { SettleDrift } from "@/lib/calcom/schema";
import { adopt } from "@/lib/calcom/service/adopt";
import { openConnection } from "@/lib/calcom/service/lease-connection";
import { loadSubject, type Subject } from "@/lib/calcom/service/load-subject";
import { noteBooking } from "@/lib/calcom/service/note-booking";
import { type Booking, readBooking } from "@/lib/calcom/service/read-booking";
import { requeue } from "@/lib/calcom/service/sync-queue";
import { requireSyncRights } from "@/lib/calcom/service/sync-rights";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

/**
 * Somebody says which side of an appointment counts. Ours is told again; theirs is read now and becomes a version here, if
 * nobody has changed the appointment since it was shown.
 *
 * @throws NotAllowed, CalendarNotConnected, NotFound
 * @throws AppointmentChanged it is not as it was shown
 * @throws CalendarUnreachable theirs cannot be read now
 */
export async function settleDrift(ctx: TenantContext, input: SettleDrift): Promise<void> {
  requireSyncRights(ctx);
  const connection = await openConnection(ctx);
  if (connection === null) throw new CalendarNotConnected();
  const shown = await ctx.transaction((db) => loadSubject(ctx, db, input));
  if (shown === null) throw new NotFound();
  const booking =
    shown.bookingUid === null ? null : await readBooking(ctx, connection, shown.bookingUid);
  if (booking !== null && booking.kind !== "ok" && booking.kind !== "unknown") {
    throw new CalendarUnreachable();
  }
  const theirs = booking?.kind === "ok" ? booking.data : null;

  await ctx.transaction(async (db) => {
    const subject = await loadSubject(ctx, db, { ...input, lock: true });
    if (subject?.version !== input.version) throw new AppointmentChanged();
    await closeReview(ctx, db, subject.id);
    if (input.side === "theirs") await takeTheirs(ctx, db, { subject, booking: theirs });
    else await pushOurs(ctx, db, { subject, booking: theirs });
    await recordActivity(ctx, db, {
      event: "calcom_review_decided",
      data: { decision: input.side, reference: subject.reference },
    });
  });
}

type Decided = { subject: Subject; booking: Booking | null };

async function takeTheirs(
  ctx: TenantContext,
  db: TenantDb,
  { subject, booking }: Decided,
): Promise<void> {
  // There is nothing to take: what the calendar does not have is not cancelled by that.
  if (booking === null) throw new NotFound();
  const { ours, id: appointmentId, version } = subject;
  const isSame =
    booking.isActive === ours.isActive &&
    (!ours.isActive || booking.startsAt.getTime() === ours.startsAt.getTime());
  if (isSame) await noteBooking(ctx, db, { appointmentId, booking, version });
  else {
    const conclusion = booking.isActive ? "adopt-move" : "adopt-cancel";
    await adopt(ctx, db, { subject, booking, conclusion });
  }
}

async function pushOurs(
  ctx: TenantContext,
  db: TenantDb,
  { subject, booking }: Decided,
): Promise<void> {
  // From here on theirs is what both know, so that ours is the change; where it is gone, it is made anew.
  if (booking !== null) {
    await noteBooking(ctx, db, { appointmentId: subject.id, booking, version: null });
  } else {
    await db.$executeRaw`
      update appointments set calcom_is_cancelled = true
      where company_id = ${ctx.companyId}::uuid and id = ${subject.id}::uuid
        and calcom_booking_uid is not null`;
  }
  await requeue(ctx, db, subject);
}

async function closeReview(ctx: TenantContext, db: TenantDb, appointmentId: string): Promise<void> {
  const decidedBy = ctx.actor.kind === "member" ? ctx.actor.userId : null;
  await db.$executeRaw`
    update calcom_reviews set status = 'settled', decided_at = now(), decided_by = ${decidedBy}::uuid
    where company_id = ${ctx.companyId}::uuid and appointment_id = ${appointmentId}::uuid and status = 'open'`;
}

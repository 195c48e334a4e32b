import "server-only";

import { AppointmentChanged, SlotTaken } from "@/lib/appointments/errors";
import type { Person } from "@/lib/appointments/schema";
import { reassignAppointment } from "@/lib/appointments/service/reassign-appointments";
import { recordActivity } from "@/lib/audit/service/record-activity";
import { CalendarNotConnected, CalendarUnreachable } from "@/lib/calcom/errors";
import type { SettleDrift } from "@/lib/calcom/schema";
import { adopt } from "@/lib/calcom/service/adopt";
import { adoptAgain } from "@/lib/calcom/service/adopt-again";
import { findNewHost } from "@/lib/calcom/service/check-host";
import { openConnection } from "@/lib/calcom/service/lease-connection";
import { loadSubject, type Subject } from "@/lib/calcom/service/load-subject";
import { noteBooking } from "@/lib/calcom/service/note-booking";
import { type Booking, readBooking } from "@/lib/calcom/service/read-booking";
import { isTaken } from "@/lib/calcom/service/settle-subject";
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
 * @throws SlotTaken the time is taken here
 */
export async function settleDrift(ctx: TenantContext, input: SettleDrift): Promise<void> {
  requireSyncRights(ctx);
  const connection = await openConnection(ctx);
  if (connection === null) throw new CalendarNotConnected();
  const uid = await ctx.transaction((db) => findShown(ctx, db, input));
  const booking = uid === null ? null : await readBooking(ctx, connection, uid);
  if (booking !== null && booking.kind !== "ok" && booking.kind !== "unknown") {
    throw new CalendarUnreachable();
  }
  const theirs = booking?.kind === "ok" ? booking.data : null;

  try {
    await ctx.transaction((db) => settle(ctx, db, { input, booking: theirs }));
  } catch (error) {
    if (isTaken(error)) throw new SlotTaken({ details: { nearest: [] }, cause: error });
    throw error;
  }
}

/** The booking that somebody decides about: the one they were asked about, which may be newer than the one that is known. */
async function findShown(
  ctx: TenantContext,
  db: TenantDb,
  { appointmentId }: SettleDrift,
): Promise<string | null> {
  const [row] = await db.$queryRaw<{ uid: string | null }[]>`
    select coalesce((select r.booking_uid from calcom_reviews r where r.company_id = a.company_id
      and r.appointment_id = a.id and r.status = 'open'), a.calcom_booking_uid) as uid
    from appointments a where a.company_id = ${ctx.companyId}::uuid and a.id = ${appointmentId}::uuid`;
  if (row === undefined) throw new NotFound();

  return row.uid;
}

async function settle(
  ctx: TenantContext,
  db: TenantDb,
  { input, booking }: { input: SettleDrift; booking: Booking | null },
): Promise<void> {
  const subject = await loadSubject(ctx, db, { ...input, lock: true });
  if (subject?.version !== input.version) throw new AppointmentChanged();
  await closeReview(ctx, db, subject.id);
  if (input.side === "theirs") await takeTheirs(ctx, db, { subject, booking });
  else await pushOurs(ctx, db, { subject, booking });
  await recordActivity(ctx, db, {
    event: "calcom_review_decided",
    data: { decision: input.side, reference: subject.reference },
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
  const { ours, status } = subject;
  const isSame =
    booking.isActive === ours.isActive &&
    (!ours.isActive || booking.startsAt.getTime() === ours.startsAt.getTime());
  const to = await findNewHost(ctx, db, { subject, booking });
  if (isSame) await takeHost(ctx, db, { subject, booking, to });
  else if (booking.isActive && status === "cancelled") {
    await adoptAgain(ctx, db, { subject, booking });
  } else {
    const conclusion = booking.isActive ? "adopt-move" : "adopt-cancel";
    await adopt(ctx, db, { subject, booking, conclusion, to });
  }
}

/** At the same time with somebody else, or only noted where it is with nobody whom we know. */
async function takeHost(
  ctx: TenantContext,
  db: TenantDb,
  { subject, booking, to }: { subject: Subject; booking: Booking; to: Person | null },
): Promise<void> {
  const { id, version, staffId, staffName } = subject;
  if (to !== null) {
    const appointment = { id, version, staff: { id: staffId, name: staffName } };
    await reassignAppointment(ctx, db, { appointment, to });
  }
  const known = to === null ? version : version + 1;
  await noteBooking(ctx, db, { appointmentId: id, booking, version: known });
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

import "server-only";

import type { Person } from "@/lib/appointments/schema";
import {
  type AppointmentMailRow,
  appointmentMails,
} from "@/lib/appointments/service/appointment-mails";
import { holderOf } from "@/lib/appointments/service/hold-slot";
import {
  loadAppointment,
  type LoadedAppointment,
  policyOf,
} from "@/lib/appointments/service/load-appointment";
import { toTimes } from "@/lib/appointments/service/moved-values";
import { findReachable, recordChange } from "@/lib/appointments/service/record-change";
import { releaseOverdue } from "@/lib/appointments/service/release-overdue";
import { deadlineOf } from "@/lib/appointments/service/snapshot-deadline";
import type { Subject } from "@/lib/calcom/service/load-subject";
import { noteBooking } from "@/lib/calcom/service/note-booking";
import type { Booking } from "@/lib/calcom/service/read-booking";
import { shortened } from "@/lib/shared/shortened";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

type Decided = { subject: Subject; booking: Booking };
/** Why, as the customer reads it and as staff do, where those are not the same words. */
type Reasons = { reason: string; staffReason?: string };

/**
 * What was done at Cal.com counts here: a new version of the appointment in Cal.com's name, with its line in the
 * log and its mails. It stays with its staff member unless it is given `to` another one. Needs the appointment's row locked.
 *
 * @throws the database's refusal where the time is taken here
 */
export async function adoptMove(
  ctx: TenantContext,
  db: TenantDb,
  {
    subject,
    booking,
    to = null,
    reason: why,
    staffReason = why,
  }: Decided & Reasons & { to?: Person | null },
): Promise<void> {
  const reason = shortened(why, 500);
  const before = await required(ctx, db, subject);
  const version = subject.version + 1;
  const times = ownTimes(subject, booking);
  const { id, name } = before.staff;
  const staff = to ?? { id, name };
  await releaseOverdue(ctx, db, { staffId: staff.id, appointmentId: subject.id });
  await db.$executeRaw`
    update appointments set previous_starts_at = starts_at, starts_at = ${times.startsAt},
      ends_at = ${times.endsAt}, staff_id = ${staff.id}::uuid, version = ${version}, calcom_synced_version = ${version},
      calcom_sync_status = 'synced', new_time_asked_at = null, new_time_reason = null,
      last_modified_at = now(), last_modified_by = ${holderOf(ctx)}
    where company_id = ${ctx.companyId}::uuid and id = ${subject.id}::uuid and version = ${subject.version}`;
  await noteBooking(ctx, db, { appointmentId: subject.id, booking, version });

  const { policy, facts } = policyOf({ ...before, newTimeAskedAt: null });
  const newStaff = to === null ? undefined : await findReachable(ctx, db, to.id);
  await recordChange(ctx, db, {
    appointmentId: subject.id,
    action: "rescheduled",
    version,
    oldValues: { ...toTimes(before), ...(to !== null && { staff: { id, name } }) },
    newValues: { ...toTimes(times), ...(to !== null && { staff }) },
    reason,
    mails: appointmentMails(ctx, before, {
      kind: "rescheduled",
      version,
      ...toTimes(times),
      staff: staff.name,
      ...(newStaff !== undefined && { newStaff }),
      reason: reason === "" ? null : reason,
      feeMinor: 0,
      deadline: deadlineOf({ policy, facts: { ...facts, ...times }, now: ctx.now }),
    }).map((mail) => toReader(mail, shortened(staffReason, 500))),
  });
}

/** The same for a booking that is cancelled there; `booking` is null where there never was one. */
export async function adoptCancellation(
  ctx: TenantContext,
  db: TenantDb,
  {
    subject,
    booking,
    reason,
    staffReason = reason,
  }: Reasons & { subject: Subject; booking: Booking | null },
): Promise<void> {
  const before = await required(ctx, db, subject);
  const version = subject.version + 1;
  const text = shortened(reason, 500);
  await db.$executeRaw`
    update appointments set status = 'cancelled', cancelled_at = now(), cancelled_by_kind = ${ctx.actor.kind},
      cancellation_reason = ${text === "" ? null : text}, cancellation_category = 'other',
      version = ${version}, calcom_synced_version = ${version}, calcom_sync_status = 'synced',
      new_time_asked_at = null, new_time_reason = null,
      last_modified_at = now(), last_modified_by = ${holderOf(ctx)}
    where company_id = ${ctx.companyId}::uuid and id = ${subject.id}::uuid and version = ${subject.version}`;
  if (booking !== null) await noteBooking(ctx, db, { appointmentId: subject.id, booking, version });

  await recordChange(ctx, db, {
    appointmentId: subject.id,
    action: "cancelled",
    version,
    oldValues: { status: before.status },
    newValues: { status: "cancelled" },
    reason: text,
    mails: appointmentMails(ctx, before, {
      kind: "cancelled",
      version,
      ...toTimes(before),
      staff: before.staff.name,
      reason: text === "" ? null : text,
      feeMinor: 0,
      deadline: null,
    }).map((mail) => toReader(mail, shortened(staffReason, 500))),
  });
}

function toReader(mail: AppointmentMailRow, staffReason: string): AppointmentMailRow {
  return mail.audience === "customer" || staffReason === ""
    ? mail
    : { ...mail, snapshot: { ...mail.snapshot, reason: staffReason } };
}

/** Theirs is when it begins; how long it takes is said by our service, whatever length their event type has. */
export function ownTimes({ startsAt, endsAt }: Subject, booking: Booking) {
  const length = endsAt.getTime() - startsAt.getTime();

  return { startsAt: booking.startsAt, endsAt: new Date(booking.startsAt.getTime() + length) };
}

async function required(
  ctx: TenantContext,
  db: TenantDb,
  { id, version }: Subject,
): Promise<LoadedAppointment> {
  const appointment = await loadAppointment(db, ctx.companyId, id);
  // Its row is locked: only a fault of ours could have changed it in between.
  if (appointment?.version !== version)
    throw new Error(`appointment ${id} has changed under a lock`);

  return appointment;
}

import "server-only";

import { appointmentMails } from "@/lib/appointments/service/appointment-mails";
import { holderOf } from "@/lib/appointments/service/hold-slot";
import { loadAppointment, policyOf } from "@/lib/appointments/service/load-appointment";
import { toTimes } from "@/lib/appointments/service/moved-values";
import { recordChange } from "@/lib/appointments/service/record-change";
import { releaseOverdue } from "@/lib/appointments/service/release-overdue";
import { deadlineOf } from "@/lib/appointments/service/snapshot-deadline";
import { ownTimes } from "@/lib/calcom/service/adopt-booking";
import type { Subject } from "@/lib/calcom/service/load-subject";
import { noteBooking } from "@/lib/calcom/service/note-booking";
import type { Booking } from "@/lib/calcom/service/read-booking";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

/**
 * A cancelled appointment counts again, at the time that was chosen for it at Cal.com: a new version, with its line in the
 * log and its mails. Needs the appointment's row locked.
 *
 * @throws the database's refusal where the time is taken here
 */
export async function adoptAgain(
  ctx: TenantContext,
  db: TenantDb,
  { subject, booking }: { subject: Subject; booking: Booking },
): Promise<void> {
  const before = await loadAppointment(db, ctx.companyId, subject.id);
  // Its row is locked: only a fault of ours could have changed it in between.
  if (before?.version !== subject.version) {
    throw new Error(`appointment ${subject.id} has changed under a lock`);
  }
  const version = subject.version + 1;
  const times = ownTimes(subject, booking);
  await releaseOverdue(ctx, db, { staffId: before.staff.id, appointmentId: subject.id });
  await db.$executeRaw`
    update appointments set status = 'confirmed', previous_starts_at = starts_at,
      starts_at = ${times.startsAt}, ends_at = ${times.endsAt}, cancelled_at = null, cancelled_by_kind = null,
      cancellation_reason = null, cancellation_category = null, fee_minor = 0,
      new_time_asked_at = null, new_time_reason = null,
      version = ${version}, calcom_synced_version = ${version}, calcom_sync_status = 'synced',
      last_modified_at = now(), last_modified_by = ${holderOf(ctx)}
    where company_id = ${ctx.companyId}::uuid and id = ${subject.id}::uuid and version = ${subject.version}`;
  await noteBooking(ctx, db, { appointmentId: subject.id, booking, version });

  const { policy, facts } = policyOf({ ...before, newTimeAskedAt: null });
  await recordChange(ctx, db, {
    appointmentId: subject.id,
    action: "restored",
    version,
    oldValues: { status: before.status, ...toTimes(before) },
    newValues: { status: "confirmed", ...toTimes(times) },
    reason: "",
    mails: appointmentMails(ctx, before, {
      kind: "restored",
      version,
      ...toTimes(times),
      staff: before.staff.name,
      reason: null,
      feeMinor: 0,
      deadline: deadlineOf({
        policy,
        facts: { ...facts, ...times, status: "confirmed" },
        now: ctx.now,
      }),
    }),
  });
}

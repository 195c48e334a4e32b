import "server-only";

import { appointmentMails } from "@/lib/appointments/service/appointment-mails";
import { holderOf } from "@/lib/appointments/service/hold-slot";
import { loadAppointment, policyOf } from "@/lib/appointments/service/load-appointment";
import { toTimes } from "@/lib/appointments/service/moved-values";
import { recordChange } from "@/lib/appointments/service/record-change";
import { deadlineOf } from "@/lib/appointments/service/snapshot-deadline";
import type { Subject } from "@/lib/calcom/service/load-subject";
import type { Booking } from "@/lib/calcom/service/read-booking";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

/** Whether the host has said yes there to what is a request here. */
export function isConfirmedThere({ status }: Subject, booking: Booking): boolean {
  return status === "pending" && booking.isActive && !booking.isUnconfirmed;
}

/**
 * A request that its host has confirmed at Cal.com stands from then on: a new version, with its line in the log and the
 * mail that says so. Needs the appointment's row locked.
 */
export async function adoptConfirmation(
  ctx: TenantContext,
  db: TenantDb,
  subject: Subject,
): Promise<void> {
  const { companyId } = ctx;
  const version = subject.version + 1;
  await db.$executeRaw`
    update appointments set status = 'confirmed', version = ${version}, calcom_synced_version = ${version},
      calcom_sync_status = 'synced', last_modified_at = now(), last_modified_by = ${holderOf(ctx)}
    where company_id = ${companyId}::uuid and id = ${subject.id}::uuid and version = ${subject.version}`;
  const after = await loadAppointment(db, companyId, subject.id);
  // Its row is locked: only a fault of ours could have changed it in between.
  if (after?.version !== version)
    throw new Error(`appointment ${subject.id} has changed under a lock`);

  await recordChange(ctx, db, {
    appointmentId: subject.id,
    action: "status_changed",
    version,
    oldValues: { status: "pending" },
    newValues: { status: "confirmed" },
    reason: "",
    mails: appointmentMails(ctx, after, {
      kind: "booked",
      version,
      ...toTimes(after),
      staff: after.staff.name,
      reason: null,
      feeMinor: 0,
      deadline: deadlineOf({ ...policyOf(after), now: ctx.now }),
    }),
  });
}

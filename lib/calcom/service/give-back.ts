import "server-only";

import type { Subject } from "@/lib/calcom/service/load-subject";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

/**
 * What the customer has moved and Cal.com has refused is none of the moves that they may make. Before the move is taken back, so that
 * their mail counts right. Needs the appointment's row locked.
 */
export async function giveMovesBack(
  ctx: TenantContext,
  db: TenantDb,
  { id, version, syncedVersion }: Subject,
): Promise<void> {
  await db.$executeRaw`
    update appointments set rescheduled_count = greatest(0, rescheduled_count - (
      select count(*)::int from appointment_audit_logs
      where company_id = ${ctx.companyId}::uuid and appointment_id = ${id}::uuid and actor_kind = 'customer'
        and action in ('rescheduled', 'staff_changed')
        and version > ${syncedVersion ?? 0} and version <= ${version}))
    where company_id = ${ctx.companyId}::uuid and id = ${id}::uuid`;
}

/** A question for another time that those moves have answered is open again. */
export async function askAgain(
  ctx: TenantContext,
  db: TenantDb,
  { id, syncedVersion }: Subject,
): Promise<void> {
  await db.$executeRaw`
    update appointments set new_time_asked_at = asked.created_at, new_time_reason = asked.reason
    from (
      select created_at, reason from appointment_audit_logs
      where company_id = ${ctx.companyId}::uuid and appointment_id = ${id}::uuid
        and action = 'new_time_requested' and created_at > coalesce((
          select max(created_at) from appointment_audit_logs
          where company_id = ${ctx.companyId}::uuid and appointment_id = ${id}::uuid
            and action in ('rescheduled', 'staff_changed', 'cancelled') and version <= ${syncedVersion ?? 0}), '-infinity')
      order by created_at desc limit 1) asked
    where company_id = ${ctx.companyId}::uuid and id = ${id}::uuid`;
}

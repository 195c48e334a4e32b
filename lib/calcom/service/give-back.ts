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
      select count(*)::int from appointment_audit_logs m
      where m.company_id = ${ctx.companyId}::uuid and m.appointment_id = ${id}::uuid
        and m.actor_kind = 'customer' and m.action in ('rescheduled', 'staff_changed')
        and m.version > ${syncedVersion ?? 0} and m.version <= ${version}
        -- A move that the company has asked for was not counted.
        and not exists (
          select from appointment_audit_logs q
          where q.company_id = m.company_id and q.appointment_id = m.appointment_id
            and q.action = 'new_time_requested' and q.created_at < m.created_at
            and q.created_at > coalesce((
              select max(p.created_at) from appointment_audit_logs p
              where p.company_id = m.company_id and p.appointment_id = m.appointment_id
                and p.action in ('rescheduled', 'staff_changed', 'restored') and p.version < m.version), '-infinity'))))
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
      order by created_at desc, version desc limit 1) asked
    where company_id = ${ctx.companyId}::uuid and id = ${id}::uuid`;
}

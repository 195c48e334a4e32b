import "server-only";

import type { AppointmentAction, AuditValues } from "@/lib/appointments/schema";
import type { AppointmentMailRow } from "@/lib/appointments/service/appointment-mails";
import { auditColumns } from "@/lib/audit/service/audit-columns";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

type RecordedChange = {
  appointmentId: string;
  action: AppointmentAction;
  version: number;
  oldValues: AuditValues;
  newValues: AuditValues;
  reason: string;
  mails: readonly AppointmentMailRow[];
};

/** One round trip for what every change leaves behind: its audit row, and its mails. */
export async function recordChange(
  ctx: TenantContext,
  db: TenantDb,
  { mails, ...change }: RecordedChange,
): Promise<void> {
  const { actorKind, actorId, actorName, ipAddress, userAgent, requestId } = auditColumns(ctx);
  const reason = change.reason === "" ? null : change.reason;

  await db.$executeRaw`
    with audited as (
      insert into appointment_audit_logs (company_id, appointment_id, version, action, actor_kind,
        actor_id, actor_name, old_values, new_values, reason, ip_address, user_agent, request_id)
      values (${ctx.companyId}::uuid, ${change.appointmentId}::uuid, ${change.version},
        ${change.action}, ${actorKind}, ${actorId}::uuid, ${actorName},
        ${JSON.stringify(change.oldValues)}::jsonb, ${JSON.stringify(change.newValues)}::jsonb,
        ${reason}, ${ipAddress}::inet, ${userAgent}, ${requestId})
    )
    insert into appointment_email_queue
      (company_id, id, appointment_id, kind, audience, recipient, snapshot)
    select ${ctx.companyId}::uuid, m.id, ${change.appointmentId}::uuid, m.kind, m.audience,
      m.recipient, m.snapshot
    from jsonb_to_recordset(${JSON.stringify(mails)}::jsonb)
      as m(id uuid, kind text, audience text, recipient text, snapshot jsonb)`;

  if (mails.length > 0) ctx.wake.add("appointment-emails");
}

import "server-only";

import type { AppointmentAction, AuditValues } from "@/lib/appointments/schema";
import type { AppointmentMailRow } from "@/lib/appointments/service/appointment-mails";
import { auditColumns } from "@/lib/audit/service/audit-columns";
import type { Locale } from "@/lib/shared/schema";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

type RecordedChange = {
  appointmentId: string;
  action: AppointmentAction;
  /** Null: something happened to the appointment that did not change it. */
  version: number | null;
  oldValues: AuditValues;
  newValues: AuditValues;
  reason: string;
  /** False: staff have chosen not to tell the customer, which is written down. */
  notify?: boolean | undefined;
  mails: readonly AppointmentMailRow[];
};

/** One round trip for what every change leaves behind: its audit row, and its mails. */
export async function recordChange(
  ctx: TenantContext,
  db: TenantDb,
  { notify = true, ...change }: RecordedChange,
): Promise<void> {
  const mails = notify
    ? change.mails
    : change.mails.filter(({ audience }) => audience !== "customer");
  const newValues = notify ? change.newValues : { ...change.newValues, notified: false };
  const { actorKind, actorId, actorName, ipAddress, userAgent, requestId } = auditColumns(ctx);
  const reason = change.reason === "" ? null : change.reason;

  await db.$executeRaw`
    with audited as (
      insert into appointment_audit_logs (company_id, appointment_id, version, action, actor_kind,
        actor_id, actor_name, old_values, new_values, reason, ip_address, user_agent, request_id)
      values (${ctx.companyId}::uuid, ${change.appointmentId}::uuid, ${change.version},
        ${change.action}, ${actorKind}, ${actorId}::uuid, ${actorName},
        ${JSON.stringify(change.oldValues)}::jsonb, ${JSON.stringify(newValues)}::jsonb,
        ${reason}, ${ipAddress}::inet, ${userAgent}, ${requestId})
    )
    insert into appointment_email_queue
      (company_id, id, appointment_id, kind, audience, recipient, snapshot)
    select ${ctx.companyId}::uuid, m.id, ${change.appointmentId}::uuid, m.kind, m.audience,
      m.recipient, m.snapshot
    from jsonb_to_recordset(${JSON.stringify(mails)}::jsonb)
      as m(id uuid, kind text, audience text, recipient text, snapshot jsonb)`;

  if (mails.length > 0) ctx.wake.add("appointment-emails");
  if (change.version !== null) ctx.wake.add("calcom-sync");
}

/** A staff member with the address of their account, if they have one. */
export async function findReachable(
  ctx: TenantContext,
  db: TenantDb,
  staffId: string,
): Promise<{ name: string; email: string | null; locale: Locale | null } | undefined> {
  const [staff] = await db.$queryRaw<
    { name: string; email: string | null; locale: Locale | null }[]
  >`
    select s.name, u.email, u.locale from staff s
    left join memberships m on m.company_id = s.company_id and m.staff_id = s.id
      and m.deactivated_at is null
    left join users u on u.id = m.user_id
    where s.company_id = ${ctx.companyId}::uuid and s.id = ${staffId}::uuid`;

  return staff;
}

import "server-only";

import { manageSecret } from "@/lib/appointments/service/manage-link";
import { newReference } from "@/lib/appointments/service/new-reference";
import { auditColumns } from "@/lib/audit/service/audit-columns";
import type { AppointmentEntry } from "@/lib/imports/schema";
import { hashSecret } from "@/lib/platform/secrets";
import { resolvePolicy } from "@/lib/policies/rules";
import type { Policy, PolicyRow } from "@/lib/policies/schema";
import { actorId } from "@/lib/tenancy/actor";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

type Batch = { importId: string; entries: readonly AppointmentEntry[] };

/** Rows with their log lines, without time around them: what the other system had agreed on stands as it is. */
export async function insertAppointments(
  ctx: TenantContext,
  db: TenantDb,
  { importId, entries }: Batch,
): Promise<void> {
  const { companyId, now } = ctx;
  const policies = await db.appointmentPolicy.findMany({ where: { companyId } });
  const rows = entries.map((entry) => ({
    ...entry,
    reference: newReference(),
    policy: promised(entry, { policies: policies as unknown as PolicyRow[], now }),
    linkHash: hashSecret(manageSecret(companyId, entry.appointmentId ?? "", 1)).toString("hex"),
    values: {
      ...{ startsAt: entry.startsAt, endsAt: entry.endsAt, status: entry.status },
      staff: { id: entry.staffId, name: entry.staff },
      service: { id: entry.serviceId, name: entry.service },
      customer: { id: entry.customerId, name: entry.customer.name },
    },
  }));
  const by = auditColumns(ctx);
  await db.$executeRaw`
    with rows as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("appointmentId" uuid,
        reference text, "customerId" uuid, "serviceId" uuid, "staffId" uuid, "branchId" uuid,
        "startsAt" timestamptz, "endsAt" timestamptz, "timeZone" text, status text, "priceMinor" int,
        currency text, notes text, policy jsonb, "linkHash" text, values jsonb)
    ), booked as (
      insert into appointments (company_id, id, reference, customer_id, service_id, staff_id, branch_id,
        starts_at, ends_at, time_zone, status, price_minor, currency, notes, policy, import_id, link_hash,
        cancelled_at, cancelled_by_kind, last_modified_by)
      select ${companyId}::uuid, "appointmentId", reference, "customerId", "serviceId", "staffId", "branchId",
        "startsAt", "endsAt", "timeZone", status, "priceMinor", currency, nullif(notes, ''),
        nullif(policy, 'null'), ${importId}::uuid, decode("linkHash", 'hex'),
        case when status = 'cancelled' then ${now}::timestamptz end,
        case when status = 'cancelled' then 'member' end, ${actorId(ctx.actor)}::text
      from rows order by "startsAt"
    )
    insert into appointment_audit_logs (company_id, appointment_id, version, action, actor_kind, actor_id,
      actor_name, new_values, ip_address, user_agent, request_id)
    select ${companyId}::uuid, "appointmentId", 1, 'imported', ${by.actorKind}, ${by.actorId}::uuid,
      ${by.actorName}, values, ${by.ipAddress}::inet, ${by.userAgent}, ${by.requestId}
    from rows`;
}

/** The rules of this moment are what a customer is promised; what is over promises nothing. */
function promised(
  { startsAt, branchId, serviceId, staffId }: AppointmentEntry,
  { policies, now }: { policies: readonly PolicyRow[]; now: Date },
): Policy | null {
  if (new Date(startsAt ?? "") <= now) return null;
  const concerns = (own: string | null, asked: string | null) => own === null || own === asked;

  return resolvePolicy(
    policies.filter(
      (row) =>
        concerns(row.branchId, branchId) &&
        concerns(row.serviceId, serviceId) &&
        concerns(row.staffId, staffId),
    ),
  );
}

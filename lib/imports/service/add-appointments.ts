import "server-only";

import { v7 as uuidV7 } from "uuid";

import { manageSecret } from "@/lib/appointments/service/manage-link";
import { newReference } from "@/lib/appointments/service/new-reference";
import { auditColumns } from "@/lib/audit/service/audit-columns";
import type { AppointmentEntry } from "@/lib/imports/schema";
import { markTaken, markTwice } from "@/lib/imports/service/find-clashes";
import { loadOffers } from "@/lib/imports/service/load-offers";
import { refusal, refusedBy } from "@/lib/platform/database-errors";
import { hashSecret } from "@/lib/platform/secrets";
import { resolvePolicy } from "@/lib/policies/rules";
import type { Policy, PolicyRow } from "@/lib/policies/schema";
import { actorId } from "@/lib/tenancy/actor";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

/** Each claim holds two locks until its transaction ends, of a table with room for some thousands. */
const BATCH = 200;
/** How often somebody books into a batch while it is being written. */
const MOST_TRIES = 5;

/** Whether a row is still to be written. */
export function isOpen({ problem, appointmentId }: AppointmentEntry): boolean {
  return problem === null && appointmentId === null;
}

/** Writes the open rows of an applied import, batch by batch, until there are none or somebody undoes it. */
export async function addAppointments(ctx: TenantContext, importId: string): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES;) {
    try {
      if (!(await ctx.transaction((db) => addBatch(ctx, db, importId)))) return;
      tries = 0;
    } catch (error) {
      tries += 1;
      if (tries === MOST_TRIES || !wasFirst(error)) throw error;
    }
  }
}

/** Somebody else took a time, or put somebody away, since it was looked at: looking again finds that. */
function wasFirst(error: unknown): boolean {
  return (
    refusedBy(error, "slot_claims_no_overlap") ||
    refusedBy(error, "slot_claims_one_place") ||
    ["PV009", "PV010"].includes(refusal(error)?.sqlState ?? "")
  );
}

async function addBatch(ctx: TenantContext, db: TenantDb, importId: string): Promise<boolean> {
  const { companyId } = ctx;
  const [found] = await db.$queryRaw<{ entries: AppointmentEntry[] }[]>`
    select entries from imports
    where company_id = ${companyId}::uuid and id = ${importId}::uuid and status = 'applied' for update`;
  const open = (found?.entries ?? []).filter(isOpen).slice(0, BATCH);
  if (found === undefined || open.length === 0) return false;
  const checked = await checkAgain(ctx, db, open);
  const written = checked.map((entry) =>
    entry.problem === null ? { ...entry, appointmentId: uuidV7() } : entry,
  );
  await insert(ctx, db, { importId, entries: written.filter(({ problem }) => problem === null) });
  const byLine = new Map(written.map((entry) => [entry.line, entry]));
  await db.import.update({
    where: { companyId_id: { companyId, id: importId } },
    data: { entries: found.entries.map((entry) => byLine.get(entry.line) ?? entry) },
    select: { id: true },
  });

  return true;
}

/** What has changed since the file was looked at: times, who works there, and who a customer is now. */
async function checkAgain(
  { companyId, now }: TenantContext,
  db: TenantDb,
  entries: readonly AppointmentEntry[],
): Promise<AppointmentEntry[]> {
  const { staff } = await loadOffers(db, companyId);
  const active = new Map(staff.filter((one) => one.isActive).map((one) => [one.id, one.branchId]));
  const ids = entries.map(({ customerId }) => customerId);
  const merged = await db.$queryRaw<{ id: string; into: string }[]>`
    select id, merged_into as into from customers
    where company_id = ${companyId}::uuid and id = any (${ids}::uuid[]) and merged_into is not null`;
  const survivors = new Map(merged.map(({ id, into }) => [id, into]));
  const isPutAway = ({ startsAt, staffId, branchId, status }: AppointmentEntry) =>
    status !== "cancelled" &&
    new Date(startsAt ?? "") > now &&
    active.get(staffId ?? "") !== branchId;

  const present = entries.map((entry) => ({
    ...entry,
    customerId: survivors.get(entry.customerId ?? "") ?? entry.customerId,
    problem: isPutAway(entry) ? "staff-put-away" : null,
  }));

  return markTwice(await markTaken(db, companyId, present));
}

type Batch = { importId: string; entries: readonly AppointmentEntry[] };

/** Without time around them: what the other system had agreed on stands as it is. */
async function insert(
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

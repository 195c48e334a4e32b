import "server-only";

import { auditColumns } from "@/lib/audit/service/audit-columns";
import { recordActivity } from "@/lib/audit/service/record-activity";
import { authoriseSettings } from "@/lib/companies/service/authorise-settings";
import { ImportSettled } from "@/lib/imports/errors";
import { WHY_APPOINTMENT_STAYS, WHY_CUSTOMER_STAYS } from "@/lib/imports/service/kept";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

/**
 * Takes back what an import has added, as far as nobody has done anything with it since. Of two who press
 * at once, one does it.
 *
 * @throws NotAllowed for roles that change no settings
 * @throws NotFound unknown, or of another company
 * @throws ImportSettled not applied, or undone already
 */
export async function undoImport(ctx: TenantContext, id: string): Promise<void> {
  authoriseSettings(ctx);
  const { companyId } = ctx;

  await ctx.transaction(async (db) => {
    const { count } = await db.import.updateMany({
      where: { companyId, id, status: "applied" },
      data: { status: "undone", undoneAt: ctx.now },
    });
    const found = await db.import.findUnique({
      where: { companyId_id: { companyId, id } },
      select: { fileName: true, kind: true },
    });
    if (found === null) throw new NotFound();
    if (count === 0) throw new ImportSettled();
    const appointments = await removeAppointments(ctx, db, id);
    const customers = await removeCustomers(ctx, db, id);

    await recordActivity(ctx, db, {
      event: "import_undone",
      data: {
        name: found.fileName,
        count: found.kind === "customers" ? customers : appointments,
      },
    });
  });
}

/** Locked before it is looked at what happened to them: whoever is moving one of them is waited for. */
async function removeAppointments(
  ctx: TenantContext,
  db: TenantDb,
  importId: string,
): Promise<number> {
  const { companyId } = ctx;
  const by = auditColumns(ctx);
  await db.$queryRaw`
    select from appointments where company_id = ${companyId}::uuid and import_id = ${importId}::uuid
    order by id for update`;

  return db.$executeRaw`
    with removed as (
      delete from appointments a
      where a.company_id = ${companyId}::uuid and a.import_id = ${importId}::uuid
        and ${WHY_APPOINTMENT_STAYS} is null
      returning id)
    insert into appointment_audit_logs (company_id, appointment_id, action, actor_kind, actor_id,
      actor_name, ip_address, user_agent, request_id)
    select ${companyId}::uuid, id, 'import_undone', ${by.actorKind}, ${by.actorId}::uuid,
      ${by.actorName}, ${by.ipAddress}::inet, ${by.userAgent}, ${by.requestId}
    from removed`;
}

/** Locked before it is looked at what they have: whoever is booking for one of them is waited for. */
async function removeCustomers(
  { companyId }: TenantContext,
  db: TenantDb,
  importId: string,
): Promise<number> {
  await db.$queryRaw`
    select from customers where company_id = ${companyId}::uuid and import_id = ${importId}::uuid
    order by id for update`;

  return db.$executeRaw`
    delete from customers c
    where c.company_id = ${companyId}::uuid and c.import_id = ${importId}::uuid
      and ${WHY_CUSTOMER_STAYS} is null`;
}

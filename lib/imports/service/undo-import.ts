import "server-only";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { authoriseSettings } from "@/lib/companies/service/authorise-settings";
import { ImportSettled } from "@/lib/imports/errors";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

/**
 * Takes back the customers that an import has added, as far as nobody has done anything with them
 * since. Of two who press at once, one does it.
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
      select: { fileName: true },
    });
    if (found === null) throw new NotFound();
    if (count === 0) throw new ImportSettled();

    await recordActivity(ctx, db, {
      event: "import_undone",
      data: { name: found.fileName, count: await removeUntouched(ctx, db, id) },
    });
  });
}

/** Locked before it is looked at what they have: whoever is booking for one of them is waited for. */
async function removeUntouched(
  { companyId }: TenantContext,
  db: TenantDb,
  importId: string,
): Promise<number> {
  await db.$queryRaw`
    select from customers where company_id = ${companyId}::uuid and import_id = ${importId}::uuid
    order by id for update`;

  return db.$executeRaw`
    delete from customers c
    where c.company_id = ${companyId}::uuid and c.import_id = ${importId}::uuid and c.version = 1
      and not exists (select from appointments a
        where a.company_id = c.company_id and a.customer_id = c.id)
      and not exists (select from appointment_reservations r
        where r.company_id = c.company_id and r.customer_id = c.id)
      and not exists (select from customers o
        where o.company_id = c.company_id and o.merged_into = c.id)`;
}

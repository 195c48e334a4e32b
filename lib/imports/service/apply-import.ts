import "server-only";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { authoriseSettings } from "@/lib/companies/service/authorise-settings";
import { ImportSettled } from "@/lib/imports/errors";
import type { AppointmentEntry, ImportEntry } from "@/lib/imports/schema";
import { addAppointments, isOpen } from "@/lib/imports/service/add-appointments";
import { addCustomers, newCustomers, withCustomers } from "@/lib/imports/service/add-customers";
import { markTaken, markTwice } from "@/lib/imports/service/find-clashes";
import { withKnownCustomers } from "@/lib/imports/service/start-appointment-import";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

/**
 * Adds what the good rows say. Who is known already is not added again: their row names them. Of two who
 * press at once, one does it. Customers are written all at once, appointments in batches after them: who
 * was interrupted applies it again, and it goes on.
 *
 * @throws NotAllowed for roles that change no settings
 * @throws NotFound unknown, or of another company
 * @throws ImportSettled
 */
export async function applyImport(ctx: TenantContext, id: string): Promise<void> {
  authoriseSettings(ctx);
  const { companyId } = ctx;

  const kind = await ctx.transaction(async (db) => {
    // Two files with the same people: whoever comes second finds those of the first.
    await db.$queryRaw`select from companies where id = ${companyId}::uuid for no key update`;
    const found = await claim(ctx, db, id);
    if (found.isBegun) return found.kind;
    const count =
      found.kind === "customers"
        ? await applyCustomers(ctx, db, { id, entries: found.entries })
        : await prepareAppointments(ctx, db, { id, entries: found.entries });
    await recordActivity(ctx, db, {
      event: "import_applied",
      data: { name: found.fileName, count },
    });

    return found.kind;
  });
  if (kind === "appointments") await addAppointments(ctx, id);
}

type Claimed = { fileName: string; isBegun: boolean } & (
  | { kind: "customers"; entries: ImportEntry[] }
  | { kind: "appointments"; entries: AppointmentEntry[] }
);

async function claim(
  { companyId, now }: TenantContext,
  db: TenantDb,
  id: string,
): Promise<Claimed> {
  const { count } = await db.import.updateMany({
    where: { companyId, id, status: "preview" },
    data: { status: "applied", appliedAt: now },
  });
  const found = await db.import.findUnique({
    where: { companyId_id: { companyId, id } },
    select: { entries: true, fileName: true, kind: true, status: true },
  });
  if (found === null) throw new NotFound();
  const claimed = { ...found, isBegun: count === 0 } as unknown as Claimed;
  const goesOn =
    claimed.kind === "appointments" && found.status === "applied" && claimed.entries.some(isOpen);
  if (count === 0 && !goesOn) throw new ImportSettled();

  return claimed;
}

type Rows<Entry> = { id: string; entries: readonly Entry[] };

async function applyCustomers(
  ctx: TenantContext,
  db: TenantDb,
  { id, entries }: Rows<ImportEntry>,
): Promise<number> {
  const { applied, fresh } = await withCustomers(db, ctx.companyId, entries);
  await addCustomers(ctx, db, { importId: id, people: fresh });
  await keep(ctx, db, { id, entries: applied });

  return fresh.length;
}

/** Whoever is new is added before their appointments; whose time has been taken meanwhile is left out. */
async function prepareAppointments(
  ctx: TenantContext,
  db: TenantDb,
  { id, entries }: Rows<AppointmentEntry>,
): Promise<number> {
  const { companyId } = ctx;
  // Holds that have run out claim nothing any more, swept or not.
  await db.$executeRaw`
    update appointment_reservations set status = 'expired'
    where company_id = ${companyId}::uuid and status = 'active' and expires_at <= now()`;
  const known = await withKnownCustomers(db, companyId, entries);
  const checked = markTwice(await markTaken(db, companyId, known));
  const { applied, fresh } = newCustomers(checked);
  await addCustomers(ctx, db, { importId: id, people: fresh });
  await keep(ctx, db, { id, entries: applied });

  return applied.filter(isOpen).length;
}

async function keep(
  { companyId }: TenantContext,
  db: TenantDb,
  { id, entries }: { id: string; entries: (ImportEntry | AppointmentEntry)[] },
): Promise<void> {
  await db.import.update({
    where: { companyId_id: { companyId, id } },
    data: { entries },
    select: { id: true },
  });
}

import "server-only";

import { v7 as uuidV7 } from "uuid";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { authoriseSettings } from "@/lib/companies/service/authorise-settings";
import { ImportSettled } from "@/lib/imports/errors";
import type { ImportEntry } from "@/lib/imports/schema";
import { normaliseEmail } from "@/lib/shared/email";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

/**
 * Adds the customers of the good rows, all at once. Who is known by their address already is not added
 * again: their row names them. Of two who press at once, one does it.
 *
 * @throws NotAllowed for roles that change no settings
 * @throws NotFound unknown, or of another company
 * @throws ImportSettled
 */
export async function applyImport(ctx: TenantContext, id: string): Promise<void> {
  authoriseSettings(ctx);
  const { companyId } = ctx;

  await ctx.transaction(async (db) => {
    // Two files with the same people: whoever comes second finds those of the first.
    await db.$queryRaw`select from companies where id = ${companyId}::uuid for no key update`;
    const { entries, fileName } = await claim(ctx, db, id);
    const known = await findKnown(ctx, db, entries);
    const applied = entries.map((entry) =>
      entry.problem === null
        ? { ...entry, customerId: known.get(normaliseEmail(entry.email)) ?? uuidV7() }
        : entry,
    );
    const ids = new Set(known.values());
    const fresh = applied.filter(({ customerId }) => customerId !== null && !ids.has(customerId));

    await addCustomers(ctx, db, { importId: id, entries: fresh });
    await db.import.update({
      where: { companyId_id: { companyId, id } },
      data: { entries: applied },
      select: { id: true },
    });
    await recordActivity(ctx, db, {
      event: "import_applied",
      data: { name: fileName, count: fresh.length },
    });
  });
}

async function claim({ companyId, now }: TenantContext, db: TenantDb, id: string) {
  const { count } = await db.import.updateMany({
    where: { companyId, id, status: "preview" },
    data: { status: "applied", appliedAt: now },
  });
  const found = await db.import.findUnique({
    where: { companyId_id: { companyId, id } },
    select: { entries: true, fileName: true },
  });
  if (found === null) throw new NotFound();
  if (count === 0) throw new ImportSettled();

  return { fileName: found.fileName, entries: found.entries as ImportEntry[] };
}

/** Customers by their address; of several the first one who came. */
async function findKnown(
  { companyId }: TenantContext,
  db: TenantDb,
  entries: readonly ImportEntry[],
): Promise<Map<string, string>> {
  const addresses = entries.map(({ email }) => normaliseEmail(email)).filter((one) => one !== "");
  const rows = await db.$queryRaw<{ id: string; email: string }[]>`
    select distinct on (email_normalised) id, email_normalised as email from customers
    where company_id = ${companyId}::uuid and merged_into is null
      and email_normalised = any(${addresses}::text[])
    order by email_normalised, created_at, id`;

  return new Map(rows.map(({ id, email }) => [email, id]));
}

type Added = { importId: string; entries: readonly ImportEntry[] };

async function addCustomers(
  { companyId }: TenantContext,
  db: TenantDb,
  { importId, entries }: Added,
): Promise<void> {
  const rows = entries.map((entry) => ({ ...entry, normalised: normaliseEmail(entry.email) }));
  await db.$executeRaw`
    insert into customers (company_id, id, name, email, email_normalised, phone, locale, time_zone,
      notes, import_id)
    select ${companyId}::uuid, r."customerId", r.name, nullif(r.email, ''), nullif(r.normalised, ''),
      nullif(r.phone, ''), r.locale, co.time_zone, nullif(r.notes, ''), ${importId}::uuid
    from companies co, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r("customerId" uuid, name text, email text, normalised text, phone text, locale text, notes text)
    where co.id = ${companyId}::uuid`;
}

import "server-only";

import { authoriseSettings } from "@/lib/companies/service/authorise-settings";
import type { ImportDetail, ImportSummary } from "@/lib/imports/schema";
import { readCustomers } from "@/lib/imports/service/read-customers";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

/**
 * Reads a file and keeps what was read, to be looked at; nothing else is written.
 *
 * @throws NotAllowed for roles that change no settings
 * @throws ImportUnreadable, ImportWithoutNames, ImportTooLong
 */
export function startImport(
  ctx: TenantContext,
  { text, fileName }: { text: string; fileName: string },
): Promise<string> {
  const { membershipId } = authoriseSettings(ctx);
  const entries = readCustomers(text);

  return ctx.transaction(async (db) => {
    const { id } = await db.import.create({
      data: {
        companyId: ctx.companyId,
        kind: "customers",
        format: "csv",
        fileName: fileName.slice(0, 200),
        entries,
        createdBy: membershipId,
        createdAt: ctx.now,
      },
      select: { id: true },
    });

    return id;
  });
}

/**
 * Newest first.
 *
 * @throws NotAllowed for roles that change no settings
 */
export function listImports(ctx: TenantContext): Promise<ImportSummary[]> {
  authoriseSettings(ctx);

  return ctx.transaction(
    (db) => db.$queryRaw<ImportSummary[]>`
      select i.id, i.file_name as "fileName", i.status, i.created_at as "createdAt",
        u.name as "createdBy", jsonb_array_length(i.entries) as "rowCount",
        jsonb_array_length(jsonb_path_query_array(i.entries, '$[*] ? (@.problem != null)')) as "badCount"
      from imports i
      join memberships m on m.company_id = i.company_id and m.id = i.created_by
      join users u on u.id = m.user_id
      where i.company_id = ${ctx.companyId}::uuid
      order by i.created_at desc, i.id desc limit 20`,
  );
}

/**
 * An import with its rows, and what would stay if it were undone.
 *
 * @throws NotAllowed for roles that change no settings
 * @throws NotFound unknown, or of another company
 */
export function getImport(ctx: TenantContext, id: string): Promise<ImportDetail> {
  authoriseSettings(ctx);

  return ctx.transaction(async (db) => {
    const [found] = await db.$queryRaw<ImportDetail[]>`
      select i.id, i.file_name as "fileName", i.status, i.created_at as "createdAt", i.entries,
        u.name as "createdBy", jsonb_array_length(i.entries) as "rowCount",
        jsonb_array_length(jsonb_path_query_array(i.entries, '$[*] ? (@.problem != null)')) as "badCount",
        (select count(*)::int from customers c
          where c.company_id = i.company_id and c.import_id = i.id) as "customerCount",
        (select count(*)::int from customers c
          where c.company_id = i.company_id and c.import_id = i.id and (c.version <> 1
            or exists (select from appointments a
              where a.company_id = c.company_id and a.customer_id = c.id)
            or exists (select from appointment_reservations r
              where r.company_id = c.company_id and r.customer_id = c.id)
            or exists (select from customers o
              where o.company_id = c.company_id and o.merged_into = c.id))) as "keptCount"
      from imports i
      join memberships m on m.company_id = i.company_id and m.id = i.created_by
      join users u on u.id = m.user_id
      where i.company_id = ${ctx.companyId}::uuid and i.id = ${id}::uuid`;
    if (found === undefined) throw new NotFound();

    return found;
  });
}

import "server-only";

import { authoriseSettings } from "@/lib/companies/service/authorise-settings";
import type {
  AppointmentImport,
  CustomerImport,
  ImportDetail,
  ImportSummary,
  Kept,
} from "@/lib/imports/schema";
import { WHY_APPOINTMENT_STAYS, WHY_CUSTOMER_STAYS } from "@/lib/imports/service/kept";
import { readCustomers } from "@/lib/imports/service/read-customers";
import { isoText, sql } from "@/lib/platform/sql";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

const MOST_KEPT_SHOWN = 100;

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

const SUMMARY = sql`i.id, i.kind, i.file_name as "fileName", i.status, i.created_at as "createdAt",
  u.name as "createdBy", jsonb_array_length(i.entries) as "rowCount",
  jsonb_array_length(jsonb_path_query_array(i.entries, '$[*] ? (@.problem != null)')) as "badCount"`;

/**
 * Newest first.
 *
 * @throws NotAllowed for roles that change no settings
 */
export function listImports(ctx: TenantContext): Promise<ImportSummary[]> {
  authoriseSettings(ctx);

  return ctx.transaction(
    (db) => db.$queryRaw<ImportSummary[]>`
      select ${SUMMARY}
      from imports i
      join memberships m on m.company_id = i.company_id and m.id = i.created_by
      join users u on u.id = m.user_id
      where i.company_id = ${ctx.companyId}::uuid
      order by i.created_at desc, i.id desc limit 20`,
  );
}

type Row =
  | Omit<CustomerImport, "kept" | "keptCount">
  | Omit<AppointmentImport, "kept" | "keptCount" | "openCount">;

/**
 * An import with its rows, and what would stay if it were undone, or has stayed.
 *
 * @throws NotAllowed for roles that change no settings
 * @throws NotFound unknown, or of another company
 */
export function getImport(ctx: TenantContext, id: string): Promise<ImportDetail> {
  authoriseSettings(ctx);

  return ctx.transaction(async (db) => {
    const [found] = await db.$queryRaw<Row[]>`
      select ${SUMMARY}, i.entries,
        (select count(*)::int from customers c
          where c.company_id = i.company_id and c.import_id = i.id) as "customerCount",
        (select count(*)::int from appointments a
          where a.company_id = i.company_id and a.import_id = i.id) as "appointmentCount"
      from imports i
      join memberships m on m.company_id = i.company_id and m.id = i.created_by
      join users u on u.id = m.user_id
      where i.company_id = ${ctx.companyId}::uuid and i.id = ${id}::uuid`;
    if (found === undefined) throw new NotFound();
    const kept = found.status === "preview" ? [] : await findKept(db, ctx.companyId, id);
    const stays = { kept: kept.slice(0, MOST_KEPT_SHOWN), keptCount: kept.length };
    if (found.kind === "customers") return { ...found, ...stays };
    const isOpen = ({ problem, appointmentId }: AppointmentImport["entries"][number]) =>
      problem === null && appointmentId === null;

    return {
      ...found,
      ...stays,
      openCount: found.status === "applied" ? found.entries.filter(isOpen).length : 0,
    };
  });
}

function findKept(db: TenantDb, companyId: string, importId: string): Promise<Kept[]> {
  return db.$queryRaw<Kept[]>`
    select * from (
      select 'appointment' as kind, a.id, c.name, ${isoText(sql`a.starts_at`)} as "startsAt",
        a.time_zone as "timeZone", ${WHY_APPOINTMENT_STAYS} as reason
      from appointments a
      join customers c on c.company_id = a.company_id and c.id = a.customer_id
      where a.company_id = ${companyId}::uuid and a.import_id = ${importId}::uuid
      union all
      select 'customer', c.id, c.name, null, c.time_zone, ${WHY_CUSTOMER_STAYS}
      from customers c
      where c.company_id = ${companyId}::uuid and c.import_id = ${importId}::uuid) touched
    where reason is not null
    order by kind, "startsAt", name, id`;
}

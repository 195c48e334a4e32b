import "server-only";

import type { AppointmentFilter, AppointmentSummary, Person } from "@/lib/appointments/schema";
import { filterAppointments } from "@/lib/appointments/service/filter-appointments";
import type { ListSpan } from "@/lib/appointments/service/list-span";
import { SUMMARY, SUMMARY_PARTIES } from "@/lib/appointments/service/summaries";
import { type Sql, sql } from "@/lib/platform/sql";
import type { Member } from "@/lib/tenancy/actor";
import type { TenantContext } from "@/lib/tenancy/context";
import { NOBODY, REACH } from "@/lib/tenancy/roles";

const PAGE_SIZE = 50;
/** Nobody needs to know more exactly how many more there are. */
export const MOST_COUNTED = 10_000;

export type AppointmentPage = {
  span: ListSpan;
  appointments: AppointmentSummary[];
  /** All that match, on whatever page; counted up to `MOST_COUNTED`. */
  total: number;
  /** The lines that the page before ends before, and the next one follows; null where there is none. */
  previous: string | null;
  next: string | null;
  choices: { staff: Person[]; branches: Person[]; services: Person[] };
};

type Row = Pick<AppointmentPage, "total" | "choices"> & {
  lines: (AppointmentSummary & { cursor: string })[];
};

/**
 * A page of the appointments of some days by time, or of what a search finds in all times, newest first;
 * the days are the company's. One query.
 *
 * @throws NotAllowed for anybody but a member
 */
export async function listAppointments(
  ctx: TenantContext,
  filter: AppointmentFilter,
  timeZone: string,
): Promise<AppointmentPage> {
  const { member, span, where } = filterAppointments(ctx, filter, timeZone);
  const { beyond, order, isBackwards } = placeOf(filter);
  // What a search finds is found once; days are read along their index, as far as the page goes.
  const isSearch = filter.search !== "";
  const row = await ctx.transaction(async (db) => {
    const [found] = await db.$queryRaw<Row[]>`
      with matching as ${isSearch ? sql`materialized` : sql`not materialized`} (
        select a.company_id, a.id, a.reference, a.version, a.status, a.starts_at, a.ends_at, a.time_zone,
          a.calcom_sync_status,
          a.customer_id, a.service_id, a.staff_id, a.branch_id
        from appointments a where ${where})
      select
        (select count(*)::int from (select from matching limit ${MOST_COUNTED + 1}) m) as total,
        coalesce((select json_agg(l) from (
          select ${SUMMARY}, to_char(a.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
            || '_' || a.id as cursor
          from (select a.* from matching a where ${beyond} order by ${order} limit ${PAGE_SIZE + 1}) a
          ${SUMMARY_PARTIES} order by ${order}) l), '[]') as lines,
        ${choicesOf(ctx.companyId, member)} as choices`;

    return found;
  });
  if (row === undefined) throw new Error("a list always has a row");
  const isCut = row.lines.length > PAGE_SIZE;
  const shown = row.lines.slice(0, PAGE_SIZE);
  if (isBackwards) shown.reverse();
  const [hasPrevious, hasNext] = isBackwards ? [isCut, true] : [filter.after !== undefined, isCut];

  return {
    span,
    appointments: shown.map(({ cursor: _cursor, ...line }) => line),
    total: row.total,
    previous: hasPrevious ? (shown.at(0)?.cursor ?? null) : null,
    next: hasNext ? (shown.at(-1)?.cursor ?? null) : null,
    choices: row.choices,
  };
}

type Place = { beyond: Sql; order: Sql; isBackwards: boolean };

/**
 * Exactly after the last line of the page before, or before the first of the next one, also where several
 * begin at the same time. Who goes back reads from there, so those lines come in reverse.
 */
function placeOf({ search, after, before }: AppointmentFilter): Place {
  const [at, id] = (after ?? before)?.split("_") ?? [];
  const isBackwards = after === undefined && before !== undefined;
  const isRising = (search === "") !== isBackwards;
  const place = sql`(${at}::timestamptz, ${id}::uuid)`;

  return {
    isBackwards,
    order: isRising ? sql`a.starts_at, a.id` : sql`a.starts_at desc, a.id desc`,
    beyond:
      at === undefined
        ? sql`true`
        : isRising
          ? sql`(a.starts_at, a.id) > ${place}`
          : sql`(a.starts_at, a.id) < ${place}`,
  };
}

/** What a member can choose among: nothing that is not theirs to see. */
function choicesOf(companyId: string, { role, branchId }: Member): Sql {
  const reach = REACH["see-appointments"][role];
  const own = branchId ?? NOBODY;
  const people = (of: Sql) => sql`coalesce((select json_agg(p) from (${of}) p), '[]')`;

  return sql`json_build_object(
    'staff', ${people(sql`
      select id, name from staff where company_id = ${companyId}::uuid and is_active
        and (${reach} = 'all' or (${reach} = 'branch' and branch_id = ${own}::uuid)) order by name`)},
    'branches', ${people(sql`
      select id, name from branches where company_id = ${companyId}::uuid and ${reach} = 'all'
      order by name`)},
    'services', ${people(sql`
      select id, name from services where company_id = ${companyId}::uuid order by name, is_active desc`)})`;
}

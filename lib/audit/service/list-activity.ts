import "server-only";

import type { ActivityEntry, ActivityFilter, ActivityPage } from "@/lib/audit/schema";
import { accountLines, appointmentLines, ownLines } from "@/lib/audit/service/activity-sources";
import { literalPattern } from "@/lib/platform/like-pattern";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotAllowed } from "@/lib/tenancy/errors";
import { REACH } from "@/lib/tenancy/roles";

const PAGE_SIZE = 50;

/**
 * A page of what happened in the company, newest first: its own log, what became of appointments, and the
 * accounts of its people while they belong to it. A manager sees what their branch's people did and what concerned them.
 *
 * @throws NotAllowed for roles that do not see it
 */
export function listActivity(ctx: TenantContext, filter: ActivityFilter): Promise<ActivityPage> {
  const { actor } = ctx;
  if (actor.kind !== "member") throw new NotAllowed();
  const reach = REACH["see-activity"][actor.role];
  if (reach === "none" || reach === "own") throw new NotAllowed();
  const branchId = reach === "branch" ? actor.branchId : null;

  return ctx.transaction(async (db) => {
    const rows = await read(db, {
      companyId: ctx.companyId,
      branch: { isOnly: reach === "branch", id: branchId },
      filter,
      take: PAGE_SIZE + 1,
    });
    const entries = rows.slice(0, PAGE_SIZE);
    const last = rows.length > PAGE_SIZE ? entries.at(-1) : undefined;

    return { entries, next: last === undefined ? null : `${last.at}_${last.id}` };
  });
}

type Question = {
  companyId: string;
  branch: { isOnly: boolean; id: string | null };
  filter: ActivityFilter;
  take: number;
};

/** Each of the four logs is cut to a page by its own index before they are put together. */
function read(
  db: TenantDb,
  { companyId, branch, filter, take }: Question,
): Promise<ActivityEntry[]> {
  const { search, from = null, until = null, after, group } = filter;
  const pattern = search === "" ? null : `%${literalPattern(search)}%`;
  const wanted = { companyId, branch, pattern, group, take };
  const [atBefore, idBefore] = after?.split("_") ?? [null, null];

  return db.$queryRaw<ActivityEntry[]>`
    with range as (
      select coalesce(${from}::date::timestamp at time zone time_zone, '-infinity') as first,
        coalesce((${until}::date + 1)::timestamp at time zone time_zone, 'infinity') as last,
        coalesce(${atBefore}::timestamptz, 'infinity') as at_before,
        coalesce(${idBefore}::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff') as id_before
      from companies where id = ${companyId}::uuid
    ), people as (
      select m.id, m.user_id, m.created_at, m.deactivated_at, m.closed_during, u.name, u.email
      from memberships m
      join users u on u.id = m.user_id
      left join staff s on s.company_id = m.company_id and s.id = m.staff_id
      where m.company_id = ${companyId}::uuid
        and (not ${branch.isOnly} or ${branch.id}::uuid in (m.branch_id, s.branch_id))
    ), own as (${ownLines(wanted)}
    ), accounts as (${accountLines(wanted)}
    ), changes as (${appointmentLines(wanted)}
    )
    select id, event, actor_kind as "actorKind", actor_name as actor, data, host(ip_address) as ip,
      nullif(subject, actor_name) as subject, user_agent as "userAgent",
      to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
    from (select * from own union all select * from accounts
      union all select * from changes) entries
    order by created_at desc, id desc limit ${take}`;
}

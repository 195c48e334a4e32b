import "server-only";

import {
  ACTIVITY_GROUPS,
  type ActivityEntry,
  type ActivityFilter,
  type ActivityPage,
} from "@/lib/audit/schema";
import { literalPattern } from "@/lib/platform/like-pattern";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotAllowed } from "@/lib/tenancy/errors";
import { REACH } from "@/lib/tenancy/roles";

const PAGE_SIZE = 50;

/**
 * A page of what happened in the company, newest first: its own log, what became of appointments, and the
 * accounts of its people since they joined. A manager sees what their branch's people did and what concerned them.
 *
 * @throws NotAllowed for roles that see no operations
 */
export function listActivity(ctx: TenantContext, filter: ActivityFilter): Promise<ActivityPage> {
  const { actor } = ctx;
  if (actor.kind !== "member") throw new NotAllowed();
  const reach = REACH["see-operations"][actor.role];
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

type Sources = { own: string[] | null; accounts: boolean; appointments: boolean };

type Question = {
  companyId: string;
  branch: { isOnly: boolean; id: string | null };
  filter: ActivityFilter;
  take: number;
};

function sourcesOf(group: ActivityFilter["group"]): Sources {
  if (group === undefined) return { own: null, accounts: true, appointments: true };
  if (group === "accounts" || group === "appointments") {
    return { own: [], accounts: false, appointments: false, [group]: true };
  }

  return { own: [...ACTIVITY_GROUPS[group]], accounts: false, appointments: false };
}

/** Each of the four logs is cut to a page by its own index before they are put together. */
function read(
  db: TenantDb,
  { companyId, branch, filter, take }: Question,
): Promise<ActivityEntry[]> {
  const { own, accounts, appointments } = sourcesOf(filter.group);
  const { search, from = null, until = null, after } = filter;
  const pattern = search === "" ? null : `%${literalPattern(search)}%`;
  const [atBefore, idBefore] = after?.split("_") ?? [null, null];

  return db.$queryRaw<ActivityEntry[]>`
    with range as (
      select coalesce(${from}::date::timestamp at time zone time_zone, '-infinity') as first,
        coalesce((${until}::date + 1)::timestamp at time zone time_zone, 'infinity') as last,
        coalesce(${atBefore}::timestamptz, 'infinity') as at_before,
        coalesce(${idBefore}::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff') as id_before
      from companies where id = ${companyId}::uuid
    ), people as (
      select m.id, m.user_id, m.created_at, u.name, u.email from memberships m
      join users u on u.id = m.user_id
      left join staff s on s.company_id = m.company_id and s.id = m.staff_id
      where m.company_id = ${companyId}::uuid
        and (not ${branch.isOnly} or ${branch.id}::uuid in (m.branch_id, s.branch_id))
    ), own as (
      select l.id, l.event, l.actor_kind, l.actor_name, l.data, l.ip_address, l.user_agent,
        l.created_at, coalesce(i.email, p.name, l.data->>'email', l.data->>'name') as subject
      from range, activity_log l
      left join user_invitations i on i.company_id = l.company_id and i.id = l.subject_id
      left join people p on p.id = l.subject_id
      where l.company_id = ${companyId}::uuid and l.created_at >= first and l.created_at < last
        and l.created_at <= at_before and (l.created_at, l.id) < (at_before, id_before)
        and (${own}::text[] is null or l.event = any (${own}::text[]))
        and (not ${branch.isOnly} or i.branch_id = ${branch.id}::uuid
          or p.id is not null or l.actor_id in (select user_id from people))
        and (${pattern}::text is null or concat_ws(' ', l.actor_name, i.email, p.name,
          l.data->>'email', l.data->>'name') ilike ${pattern})
      order by l.created_at desc, l.id desc limit ${take}
    ), accounts as (
      select a.* from people p cross join range cross join lateral (
        (select a.id, a.event, 'member' as actor_kind, a.actor_name, a.data, a.ip_address,
          a.user_agent, a.created_at, p.name as subject
        from user_activity a
        where a.user_id = p.user_id and a.created_at >= greatest(first, p.created_at)
          and a.created_at < last and (a.created_at, a.id) < (at_before, id_before)
        order by a.created_at desc, a.id desc limit ${take})
        union all
        (select f.id, 'sign_in_failed', 'member', p.name, '{}', f.ip_address, f.user_agent,
          f.created_at, p.name
        from sign_in_failures f
        where f.user_id = p.user_id and f.created_at >= greatest(first, p.created_at)
          and f.created_at < last and (f.created_at, f.id) < (at_before, id_before)
        order by f.created_at desc, f.id desc limit ${take})
      ) a
      where ${accounts} and (${pattern}::text is null or concat_ws(' ', p.name, p.email) ilike ${pattern})
      order by a.created_at desc, a.id desc limit ${take}
    ), changes as (
      select l.id, 'appointment_' || l.action as event, l.actor_kind, l.actor_name,
        jsonb_build_object('appointmentId', a.id, 'from', l.old_values->'startsAt',
          'to', l.new_values->'startsAt', 'reason', l.reason) as data,
        l.ip_address, l.user_agent, l.created_at, concat_ws(', ', a.reference, c.name) as subject
      from range, appointment_audit_logs l
      join appointments a on a.company_id = l.company_id and a.id = l.appointment_id
      join customers c on c.company_id = a.company_id and c.id = a.customer_id
      where ${appointments} and l.company_id = ${companyId}::uuid
        and l.created_at >= first and l.created_at < last
        and l.created_at <= at_before and (l.created_at, l.id) < (at_before, id_before)
        and (not ${branch.isOnly} or a.branch_id = ${branch.id}::uuid)
        and (${pattern}::text is null
          or concat_ws(' ', l.actor_name, a.reference, c.name) ilike ${pattern})
      order by l.created_at desc, l.id desc limit ${take}
    )
    select id, event, actor_kind as "actorKind", actor_name as actor, data, host(ip_address) as ip,
      nullif(subject, actor_name) as subject, user_agent as "userAgent",
      to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
    from (select * from own union all select * from accounts
      union all select * from changes) entries
    order by created_at desc, id desc limit ${take}`;
}

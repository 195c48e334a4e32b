import "server-only";

import { ACTIVITY_GROUPS, type ActivityFilter } from "@/lib/audit/schema";
import { type Sql, sql } from "@/lib/platform/sql";

/** Which lines of a company's logs are wanted, and how many. */
export type Wanted = {
  companyId: string;
  branch: { isOnly: boolean; id: string | null };
  /** Empty for everybody and everything. */
  pattern: string | null;
  group: ActivityFilter["group"];
  take: number;
};

/**
 * The company's own log. Like the others it reads `range` (days and cursor) and `people`, and is cut to a page by its
 * own index before they are put together.
 */
export function ownLines({ companyId, branch, pattern, group, take }: Wanted): Sql {
  const own = isOther(group) ? [] : group === undefined ? null : [...ACTIVITY_GROUPS[group]];

  return sql`
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
    order by l.created_at desc, l.id desc limit ${take}`;
}

/**
 * What became of appointments, from the log of each. Whose they are is looked up row by row: as joins, and without
 * statistics (a database that has just been filled), the planner compared every line with every customer.
 */
export function appointmentLines({ companyId, branch, pattern, group, take }: Wanted): Sql {
  const appointments = group === undefined || group === "appointments";
  const of = (column: Sql) => sql`(select ${column} from appointments a
    where a.company_id = l.company_id and a.id = l.appointment_id)`;
  const subject = of(sql`concat_ws(', ', a.reference, (select c.name from customers c
    where c.company_id = a.company_id and c.id = a.customer_id))`);

  return sql`
    select l.id, 'appointment_' || l.action as event, l.actor_kind, l.actor_name,
      jsonb_build_object('appointmentId', ${of(sql`a.id`)}, 'from', l.old_values->'startsAt',
        'to', l.new_values->'startsAt', 'reason', l.reason) as data,
      l.ip_address, l.user_agent, l.created_at, ${subject} as subject
    from range, appointment_audit_logs l
    where ${appointments} and l.company_id = ${companyId}::uuid
      and l.created_at >= first and l.created_at < last
      and l.created_at <= at_before and (l.created_at, l.id) < (at_before, id_before)
      and (not ${branch.isOnly} or ${of(sql`a.branch_id`)} = ${branch.id}::uuid)
      and (${pattern}::text is null or concat_ws(' ', l.actor_name, ${subject}) ilike ${pattern})
    order by l.created_at desc, l.id desc limit ${take}`;
}

/** Sign-ins of the company's people, refused ones, and how they get in, while they belong to it. */
export function accountLines({ pattern, group, take }: Wanted): Sql {
  const accounts = group === undefined || group === "accounts";

  return sql`
    select a.* from people p cross join range cross join lateral (
      (select a.id, a.event, 'member' as actor_kind, a.actor_name, a.data, a.ip_address,
        a.user_agent, a.created_at, p.name as subject
      from user_activity a
      where a.user_id = p.user_id and a.created_at >= greatest(first, p.created_at)
        and a.created_at < least(last, p.deactivated_at) and not p.closed_during @> a.created_at
        and (a.created_at, a.id) < (at_before, id_before)
      order by a.created_at desc, a.id desc limit ${take})
      union all
      (select f.id, 'sign_in_failed', 'member', p.name, '{}', f.ip_address, f.user_agent,
        f.created_at, p.name
      from sign_in_failures f
      where f.user_id = p.user_id and f.created_at >= greatest(first, p.created_at)
        and f.created_at < least(last, p.deactivated_at) and not p.closed_during @> f.created_at
        and (f.created_at, f.id) < (at_before, id_before)
      order by f.created_at desc, f.id desc limit ${take})
    ) a
    where ${accounts} and (${pattern}::text is null or concat_ws(' ', p.name, p.email) ilike ${pattern})
    order by a.created_at desc, a.id desc limit ${take}`;
}

function isOther(group: ActivityFilter["group"]): group is "accounts" | "appointments" {
  return group === "accounts" || group === "appointments";
}

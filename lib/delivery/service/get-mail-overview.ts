import "server-only";

import { countedFrom, mailScope, NEEDS_ATTENTION } from "@/lib/delivery/service/mail-rows";
import { type ChannelPause, findChannelPause } from "@/lib/platform/queue/channel";
import type { TenantContext } from "@/lib/tenancy/context";

export type MailDay = {
  /** `2026-11-23`, in the company's zone. */
  day: string;
  /** Reported as arrived. */
  delivered: number;
  /** Taken by the provider; more is not known. */
  sent: number;
  /** Given up, or reported as not arrived. */
  bad: number;
};

export type MailOverview = {
  /** Of the last 30 days, and nothing stands in for them yet. */
  attention: number;
  waiting: number;
  sending: number;
  /** When the next waiting mail is due. */
  nextAttemptAt: string | null;
  /** The last 30 days, oldest first, also those without mails. */
  days: MailDay[];
  pause: ChannelPause | null;
};

type Counts = Pick<MailOverview, "attention" | "waiting" | "sending" | "nextAttemptAt">;

/**
 * How the company's mails stand: counts, the last 30 days by the company's calendar, and whether
 * anything keeps all of them from leaving.
 *
 * @throws NotAllowed for roles that do not see operations
 */
export async function getMailOverview(ctx: TenantContext, timeZone: string): Promise<MailOverview> {
  const scope = mailScope(ctx);
  const parameters = [ctx.companyId, scope.branchId];
  const [counts, days] = await ctx.transaction(async (db) => [
    await db.$queryRawUnsafe<Counts[]>(countsSql(scope), ...parameters),
    await db.$queryRawUnsafe<MailDay[]>(daysSql(scope), ...parameters, timeZone),
  ]);
  const [counted] = counts;
  if (counted === undefined) throw new Error("an aggregate always has a row");

  return { ...counted, days, pause: await findChannelPause() };
}

function countsSql(scope: ReturnType<typeof mailScope>): string {
  const attention = countedFrom(
    scope,
    "q.id",
    `${NEEDS_ATTENTION} and q.created_at > now() - interval '30 days'
      and not exists (select from mail_replaced r where r.id = q.id)`,
  );
  const waiting = countedFrom(scope, "q.next_attempt_at, q.locked_until", "q.status = 'pending'");

  return `
    with mail_replaced as materialized (
      select replaces as id from invitation_email_queue
        where company_id = $1::uuid and replaces is not null
      union all
      select replaces from appointment_email_queue
        where company_id = $1::uuid and replaces is not null
    )
    select (select count(*)::int from ${attention} a) as attention,
      count(*) filter (where not w.is_sending)::int as waiting,
      count(*) filter (where w.is_sending)::int as sending,
      to_json(min(next_attempt_at) filter (where not w.is_sending))#>>'{}' as "nextAttemptAt"
    from (select next_attempt_at, coalesce(locked_until > now(), false) as is_sending
      from ${waiting} p) w`;
}

function daysSql(scope: ReturnType<typeof mailScope>): string {
  const settled = countedFrom(
    scope,
    "q.settled_at, q.status, q.delivery_state",
    `q.settled_at >= (date_trunc('day', now() at time zone $3::text) - interval '29 days')
      at time zone $3::text and q.status in ('sent', 'failed')`,
  );

  return `
    with counted as (
      select (settled_at at time zone $3::text)::date as day,
        count(*) filter (where delivery_state = 'delivered')::int as delivered,
        count(*) filter (where status = 'sent' and coalesce(delivery_state, 'delayed') = 'delayed')::int as sent,
        count(*) filter (where status = 'failed'
          or delivery_state in ('bounced', 'complained', 'failed', 'suppressed'))::int as bad
      from ${settled} q group by 1
    )
    select to_char(d, 'YYYY-MM-DD') as day, coalesce(delivered, 0) as delivered,
      coalesce(sent, 0) as sent, coalesce(bad, 0) as bad
    from generate_series(0, 29) n
    cross join lateral (select ((now() at time zone $3::text)::date - 29 + n) as d) days
    left join counted c on c.day = d order by d`;
}

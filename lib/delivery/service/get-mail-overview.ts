import "server-only";

import {
  countedFrom,
  type MailScope,
  mailScope,
  NEEDS_ATTENTION,
} from "@/lib/delivery/service/mail-rows";
import { type ChannelPause, findChannelPause } from "@/lib/platform/queue/channel";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

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

export type MailCounts = Omit<MailOverview, "days">;
type Counts = Omit<MailCounts, "pause">;

/**
 * How the company's mails stand: counts, the last 30 days by the company's calendar, and whether
 * anything keeps all of them from leaving.
 *
 * @throws NotAllowed for roles that do not see operations
 */
export async function getMailOverview(ctx: TenantContext, timeZone: string): Promise<MailOverview> {
  const scope = mailScope(ctx);
  const parameters = [ctx.companyId, scope.branchId, timeZone];
  const days = await ctx.transaction((db) =>
    db.$queryRawUnsafe<MailDay[]>(daysSql(scope), ...parameters),
  );

  return { ...(await getMailCounts(ctx)), days };
}

/**
 * The same without the days: for whoever asks every few seconds.
 *
 * @throws NotAllowed for roles that do not see operations
 */
export async function getMailCounts(ctx: TenantContext): Promise<MailCounts> {
  const scope = mailScope(ctx);
  const counts = await ctx.transaction((db) => countMails(db, ctx, scope));

  return { ...counts, pause: await findChannelPause() };
}

/** For whoever counts other things in the same transaction. */
export async function countMails(
  db: TenantDb,
  { companyId }: TenantContext,
  scope: MailScope,
): Promise<Counts> {
  const [counts] = await db.$queryRawUnsafe<Counts[]>(countsSql(scope), companyId, scope.branchId);
  if (counts === undefined) throw new Error("an aggregate always has a row");

  return counts;
}

function countsSql(scope: MailScope): string {
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

function daysSql(scope: MailScope): string {
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

import "server-only";

import type { AppointmentSummary } from "@/lib/appointments/schema";
import { overlaps } from "@/lib/appointments/service/overlaps";
import { SUMMARY, SUMMARY_PARTIES, visibleTo } from "@/lib/appointments/service/summaries";
import { LATE_MINUTES } from "@/lib/calcom/schema";
import { daysLater, startOfDay } from "@/lib/calendar/service/day-clock";
import { type FailingMails, failingMails } from "@/lib/dashboard/service/failing-mails";
import { countMails } from "@/lib/delivery/service/get-mail-overview";
import { sql } from "@/lib/platform/sql";
import { localDate } from "@/lib/shared/format";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotAllowed } from "@/lib/tenancy/errors";
import { REACH } from "@/lib/tenancy/roles";

export type Dashboard = {
  today: { total: number; open: number; done: number; cancelled: number };
  next: AppointmentSummary[];
  /** Null for roles that do not see the team or the mails. */
  operations: Operations | null;
};

export type Operations = {
  openInvitations: number;
  /** The pending invitation that runs out first, within a day. */
  expiringSoon: { id: string; email: string; expiresAt: string } | null;
  /** Who asked last for a new link and has none yet. */
  linkRequested: { id: string; email: string; requestedAt: string } | null;
  failedMails: number;
  failingMails: FailingMails | null;
  /** What is saved and not in the calendar, and what a person has to decide; null without a calendar. */
  calendar: {
    waiting: number;
    /** Whether anything of it waits for more than a moment. */
    isLate: boolean;
    /** Given up until somebody says so. */
    failed: number;
    reviews: number;
    isInterrupted: boolean;
  } | null;
  failedInvitations: {
    mailId: string;
    email: string;
    /** Why we gave it up; null when it was handed over and the provider reported it back. */
    error: string | null;
    cameBack: boolean | null;
    detail: string | null;
  }[];
};

const NEXT_SHOWN = 8;

/**
 * The day at a glance, of the part of the company that the member sees; the day is the company's.
 *
 * @throws NotAllowed for anybody but a member
 */
export function getDashboard(ctx: TenantContext, timeZone: string): Promise<Dashboard> {
  const member = ctx.actor;
  if (member.kind !== "member") throw new NotAllowed();
  const day = localDate(ctx.now, timeZone);
  const from = startOfDay(day, timeZone);
  const until = startOfDay(daysLater(day, 1), timeZone);
  const theirs = sql`a.company_id = ${ctx.companyId}::uuid and ${visibleTo(member)}`;

  return ctx.transaction(async (db) => {
    const [seen] = await db.$queryRaw<Pick<Dashboard, "today" | "next">[]>`
      select (
        select json_build_object('total', count(*),
          'open', count(*) filter (where a.status in ('pending', 'confirmed', 'in_progress')),
          'done', count(*) filter (where a.status in ('completed', 'no_show')),
          'cancelled', count(*) filter (where a.status = 'cancelled'))
        from appointments a
        where ${theirs} and ${overlaps({ from, until })}
      ) as today, coalesce((
        select json_agg(l) from (
          select ${SUMMARY} from appointments a ${SUMMARY_PARTIES}
          where ${theirs} and a.starts_at >= ${ctx.now} and a.starts_at < ${until}
            and a.status in ('pending', 'confirmed')
          order by a.starts_at, a.id limit ${NEXT_SHOWN}) l
      ), '[]') as next`;
    if (seen === undefined) throw new Error("an aggregate always has a row");

    return {
      ...seen,
      operations:
        REACH["see-operations"][member.role] === "all" ? await loadOperations(ctx, db) : null,
    };
  });
}

async function loadOperations(ctx: TenantContext, db: TenantDb): Promise<Operations> {
  const { companyId } = ctx;
  const [row] = await db.$queryRaw<Omit<Operations, "failedMails">[]>`
    select
      (select count(*)::int from user_invitations where company_id = ${companyId}::uuid
        and status = 'pending' and expires_at > now() and deleted_at is null) as "openInvitations",
      (select json_build_object('id', id, 'email', email, 'expiresAt', expires_at)
        from user_invitations where company_id = ${companyId}::uuid and status = 'pending'
          and deleted_at is null and expires_at between now() and now() + interval '24 hours'
        order by expires_at, id limit 1) as "expiringSoon",
      (select json_build_object('id', i.id, 'email', i.email, 'requestedAt', l.created_at)
        from activity_log l
        join user_invitations i on i.company_id = l.company_id and i.id = l.subject_id
        where l.company_id = ${companyId}::uuid and l.event = 'invitation_link_requested'
          and i.status in ('pending', 'expired') and i.expires_at <= now() and i.deleted_at is null
        order by l.created_at desc, l.id desc limit 1) as "linkRequested",
      (select json_build_object('isInterrupted', c.status = 'stopped' or c.breaker_state <> 'closed',
          'waiting', (select count(*) from calcom_sync_queue q
            where q.company_id = c.company_id and q.status = 'pending'),
          'isLate', exists (select from calcom_sync_queue q where q.company_id = c.company_id
            and q.status = 'pending' and q.created_at < now() - make_interval(mins => ${LATE_MINUTES})),
          'failed', (select count(*) from appointments a
            where a.company_id = c.company_id and a.calcom_sync_status = 'failed'),
          'reviews', (select count(*) from calcom_reviews r
            where r.company_id = c.company_id and r.status = 'open'))
        from calcom_connections c
        where c.company_id = ${companyId}::uuid and c.status <> 'disconnected') as calendar,
      ${failingMails(companyId)} as "failingMails",
      coalesce((select json_agg(f) from (
        select q.id as "mailId", i.email, q.last_error as error,
          q.delivery_state = 'bounced' as "cameBack", q.delivery_detail as detail
        from invitation_email_queue q
        join user_invitations i on i.company_id = q.company_id and i.id = q.invitation_id
          and i.token_generation = q.token_generation
        where q.company_id = ${companyId}::uuid and i.status = 'pending'
          and (q.status = 'failed'
            or q.delivery_state in ('bounced', 'complained', 'failed', 'suppressed'))
          and q.created_at > now() - interval '30 days'
          and not exists (select from invitation_email_queue r
            where r.company_id = q.company_id and r.replaces = q.id)
        order by q.created_at desc, q.id desc limit 3) f), '[]') as "failedInvitations"`;
  if (row === undefined) throw new Error("an aggregate always has a row");
  const { attention } = await countMails(db, ctx, { branchId: null });

  return { ...row, failedMails: attention };
}

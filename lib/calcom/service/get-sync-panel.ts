import "server-only";

import type { ReviewProblem, SyncState } from "@/lib/calcom/schema";
import { CONNECTION, type ConnectionRow } from "@/lib/calcom/service/connection";
import { requireSyncView } from "@/lib/calcom/service/sync-rights";
import { nextProbeAt } from "@/lib/platform/circuit-breaker";
import { isoText, sql } from "@/lib/platform/sql";
import type { TenantContext } from "@/lib/tenancy/context";

const SHOWN = 50;

export type WaitingLine = {
  appointmentId: string;
  reference: string;
  version: number;
  customer: string;
  startsAt: string;
  timeZone: string;
  state: SyncState;
  attempts: number;
  maxAttempts: number;
  nextAttemptAt: string | null;
  lastError: string | null;
};

export type ReviewLine = {
  id: string;
  problem: ReviewProblem;
  details: {
    startsAt?: string;
    title?: string;
    attendee?: string | null;
    email?: string | null;
    host?: string | null;
  };
  appointment: {
    id: string;
    reference: string;
    version: number;
    startsAt: string;
    customer: string;
  } | null;
  createdAt: string;
};

export type AsideLine = {
  id: string;
  trigger: string | null;
  reason: string;
  canBeReplayed: boolean;
  receivedAt: string;
};

export type SyncPanel = {
  connection: Pick<
    ConnectionRow,
    | "account"
    | "baseUrl"
    | "apiVersions"
    | "status"
    | "stopReason"
    | "isPaused"
    | "pausedUntil"
    | "polledAt"
  > & { breaker: ConnectionRow["breaker"]; nextProbeAt: Date | null };
  waitingCount: number;
  failedCount: number;
  reviewCount: number;
  oldestWaitingAt: Date | null;
  /** Of what was settled in the last day, how much got through; null where nothing was. */
  successRate: number | null;
  waiting: WaitingLine[];
  reviews: ReviewLine[];
  aside: AsideLine[];
};

type Row = Omit<SyncPanel, "connection"> & { connection: ConnectionRow };

/**
 * How the company stands with its calendar: the breaker, what waits, what a person has to look at, and messages that were
 * kept aside. Null where no calendar is connected.
 *
 * @throws NotAllowed
 */
export async function getSyncPanel(ctx: TenantContext): Promise<SyncPanel | null> {
  requireSyncView(ctx);
  const company = sql`company_id = ${ctx.companyId}::uuid`;
  const row = await ctx.transaction(async (db) => {
    const [connection] = await db.$queryRaw<ConnectionRow[]>`
      select ${CONNECTION} from calcom_connections c where c.${company} and c.status <> 'disconnected'`;
    if (connection === undefined) return null;
    const [lists] = await db.$queryRaw<Omit<Row, "connection">[]>`
      select
        (select count(*)::int from calcom_sync_queue q where q.${company} and q.status = 'pending') as "waitingCount",
        (select count(*)::int from appointments a where a.${company} and a.calcom_sync_status = 'failed') as "failedCount",
        (select count(*)::int from calcom_reviews r where r.${company} and r.status = 'open') as "reviewCount",
        (select min(q.created_at) from calcom_sync_queue q where q.${company} and q.status = 'pending') as "oldestWaitingAt",
        (select avg((q.status = 'sent')::int)::float8 from calcom_sync_queue q
          where q.${company} and q.created_at > now() - interval '1 day' and q.status in ('sent', 'failed')) as "successRate",
        coalesce((select json_agg(w) from (
          select a.id as "appointmentId", a.reference, a.version, c.name as customer,
            ${isoText(sql`a.starts_at`)} as "startsAt", a.time_zone as "timeZone",
            a.calcom_sync_status as state, q.attempts, q.max_attempts as "maxAttempts",
            ${isoText(sql`q.next_attempt_at`)} as "nextAttemptAt", q.last_error as "lastError"
          from calcom_sync_queue q
          join appointments a on a.company_id = q.company_id and a.id = q.appointment_id
          join customers c on c.company_id = a.company_id and c.id = a.customer_id
          where q.${company} and (q.status = 'pending' or (q.status = 'failed' and a.calcom_sync_status = 'failed'
            and q.version = a.version))
          order by q.status desc, q.next_attempt_at, q.id limit ${SHOWN}) w), '[]') as waiting,
        coalesce((select json_agg(r) from (
          select r.id, r.problem, r.details, ${isoText(sql`r.created_at`)} as "createdAt",
            case when a.id is not null then json_build_object('id', a.id, 'reference', a.reference,
              'version', a.version, 'startsAt', ${isoText(sql`a.starts_at`)}, 'customer', c.name) end as appointment
          from calcom_reviews r
          left join appointments a on a.company_id = r.company_id and a.id = r.appointment_id
          left join customers c on c.company_id = a.company_id and c.id = a.customer_id
          where r.${company} and r.status = 'open' order by r.created_at, r.id limit ${SHOWN}) r), '[]') as reviews,
        coalesce((select json_agg(w) from (
          select w.id, w.trigger_event as trigger, w.reason, w.booking_uid is not null as "canBeReplayed",
            ${isoText(sql`w.received_at`)} as "receivedAt"
          from calcom_webhooks w where w.${company} and w.status = 'quarantined'
          order by w.received_at desc, w.id desc limit ${SHOWN}) w), '[]') as aside`;
    if (lists === undefined) throw new Error("a panel always has a row");

    return { ...lists, connection };
  });
  if (row === null) return null;
  const { account, baseUrl, apiVersions, status, stopReason } = row.connection;
  const { isPaused, pausedUntil, polledAt, breaker } = row.connection;
  const probeAt = nextProbeAt(breaker);

  return {
    ...row,
    connection: {
      ...{ account, baseUrl, apiVersions, status, stopReason },
      ...{ isPaused, pausedUntil, polledAt, breaker },
      nextProbeAt: probeAt === null ? null : new Date(probeAt),
    },
  };
}

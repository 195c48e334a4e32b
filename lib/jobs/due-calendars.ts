import "server-only";

import { LATE_MINUTES } from "@/lib/calcom/schema";
import { findDue, findDueRows } from "@/lib/tenancy/context";

/** How often somebody looks for what no webhook has told. */
const POLL_EVERY_MINUTES = 5;

export type DueCompany = { companyId: string; isPollDue: boolean };

/** Companies with something to be told, taken in, or looked for, the longest waiting first. */
export function findConnectedCompanies(): Promise<DueCompany[]> {
  return findDueRows(
    (db) => db.$queryRaw<DueCompany[]>`
      select c.company_id as "companyId",
        coalesce(c.polled_at < now() - make_interval(mins => ${POLL_EVERY_MINUTES}), true) as "isPollDue"
      from calcom_connections c
      cross join lateral (select least(
        (select min(q.next_attempt_at) from calcom_sync_queue q
          where q.company_id = c.company_id and q.status = 'pending'),
        (select min(w.next_attempt_at) from calcom_webhooks w
          where w.company_id = c.company_id and w.status = 'received'),
        c.polled_at + make_interval(mins => ${POLL_EVERY_MINUTES})) as since) due
      where c.status = 'active' and (due.since <= now() or c.polled_at is null)
      order by due.since nulls first`,
  );
}

/** How many companies' calendars are not in step for more than a moment: stopped, interrupted, late, or given up for an appointment to come. */
export async function countTroubledCalendars(): Promise<number> {
  const troubled = await findDue(
    (db) => db.$queryRaw`
      select c.company_id as "companyId" from calcom_connections c
      where c.status = 'stopped' or (c.status = 'active' and (c.breaker_state <> 'closed' or exists (
        select from calcom_sync_queue q where q.company_id = c.company_id and q.status = 'pending'
          and q.created_at < now() - make_interval(mins => ${LATE_MINUTES})) or exists (
        select from appointments a where a.company_id = c.company_id and a.calcom_sync_status = 'failed'
          and a.starts_at > now())))`,
  );

  return troubled.length;
}

import "server-only";

import { Prisma } from "@/lib/platform/db/generated/client";
import { type Db, transaction } from "@/lib/platform/db/transaction";
import type { Queue, QueueRow } from "@/lib/platform/queue/queue";

/** Long enough for a slow provider, short enough that a dead worker's mails leave soon. */
const LEASE = Prisma.raw("interval '60 seconds'");

const DUE = Prisma.sql`status = 'pending' and next_attempt_at <= now()
  and (locked_until is null or locked_until < now())`;

/** Runs work where a queue's rows of one company, or the global ones, can be seen. */
export function inScope<Result>(
  companyId: string | null,
  work: (db: Db) => Promise<Result>,
): Promise<Result> {
  return transaction(companyId === null ? null : { companyId }, work);
}

/** Companies with something due, the longest waiting first; `[null]` for a queue without companies. */
export async function listDueCompanies(queue: Queue): Promise<(string | null)[]> {
  if (!queue.isTenant) return [null];

  return transaction({ job: "find-due" }, async (db) => {
    const rows = await db.$queryRaw<{ company_id: string }[]>`
      select company_id from ${Prisma.raw(queue.table)} where ${DUE}
      group by company_id order by min(next_attempt_at)`;

    return rows.map(({ company_id }) => company_id);
  });
}

/**
 * Leases up to `limit` due rows to one worker. Rows that another worker holds are skipped; rows of a
 * worker that died come back when its lease ends.
 */
export function claim<Row extends QueueRow>(
  queue: Queue<Row, never>,
  { companyId, worker, limit }: { companyId: string | null; worker: string; limit: number },
): Promise<Row[]> {
  const table = Prisma.raw(queue.table);
  const inCompany =
    companyId === null ? Prisma.empty : Prisma.sql`company_id = ${companyId}::uuid and`;

  return inScope(
    companyId,
    // Materialized: as a plain subquery it may be run again for each row, and then leases too many.
    (db) => db.$queryRaw<Row[]>`
      with due as materialized (
        select id as due_id from ${table} where ${inCompany} ${DUE}
        order by next_attempt_at limit ${limit} for update skip locked
      ), leased as (
        update ${table} set locked_until = now() + ${LEASE}, locked_by = ${worker}
        from due where ${inCompany} id = due_id returning ${table}.*
      )
      select * from leased order by next_attempt_at, id`,
  );
}

/** Gives back what a worker leased and will not come to. */
export async function release(
  queue: Queue,
  { companyId, worker }: { companyId: string | null; worker: string },
): Promise<void> {
  await inScope(
    companyId,
    (db) => db.$executeRaw`
      update ${Prisma.raw(queue.table)} set locked_until = null, locked_by = null
      where locked_by = ${worker} and status = 'pending'`,
  );
}

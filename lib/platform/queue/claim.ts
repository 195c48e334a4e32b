import "server-only";

import { Prisma } from "@/lib/platform/db/generated/client";
import { type Db, transaction } from "@/lib/platform/db/transaction";
import type { Queue } from "@/lib/platform/queue/queue";

const DUE = Prisma.sql`status = 'pending' and next_attempt_at <= now()
  and (locked_until is null or locked_until < now())`;

/** Who holds rows, where, and for how long: a dead worker's mails come back after that. */
export type Lease = { companyId: string | null; worker: string; seconds: number };

/** Runs work where a queue's rows of one company, or the global ones, can be seen. */
export function inScope<Result>(
  companyId: string | null,
  work: (db: Db) => Promise<Result>,
): Promise<Result> {
  return transaction(companyId === null ? null : { companyId }, work);
}

/** Rows of the company; policies say the same, and the planner wants it said in so many words. */
export function ofCompany(companyId: string | null): Prisma.Sql {
  return companyId === null ? Prisma.empty : Prisma.sql`q.company_id = ${companyId}::uuid and`;
}

/** Companies with something due, the longest waiting first; `[null]` for a queue without companies. */
export async function listDueCompanies(
  queue: Pick<Queue, "table" | "isTenant">,
): Promise<(string | null)[]> {
  if (!queue.isTenant) return [null];

  return transaction({ job: "find-due" }, async (db) => {
    const rows = await db.$queryRaw<{ company_id: string }[]>`
      select company_id from ${Prisma.raw(queue.table)} where ${DUE}
      group by company_id order by min(next_attempt_at)`;

    return rows.map(({ company_id }) => company_id);
  });
}

/**
 * Leases up to `limit` due rows to one worker; rows that another worker holds are skipped. `marks` are
 * columns to be set with the lease: `, name = value`.
 */
export function claim<Row extends { id: string }>(
  queue: Pick<Queue, "table">,
  { companyId, worker, seconds }: Lease,
  { limit, marks = Prisma.empty }: { limit: number; marks?: Prisma.Sql },
): Promise<Row[]> {
  const table = Prisma.raw(queue.table);

  return inScope(
    companyId,
    // Materialized: as a plain subquery it may be run again for each row, and then leases too many.
    (db) => db.$queryRaw<Row[]>`
      with due as materialized (
        select id as due_id from ${table} q where ${ofCompany(companyId)} ${DUE}
        order by next_attempt_at limit ${limit} for update skip locked
      ), leased as (
        update ${table} q set locked_until = now() + make_interval(secs => ${seconds}),
          locked_by = ${worker}${marks}
        from due where ${ofCompany(companyId)} id = due_id returning q.*
      )
      select * from leased order by next_attempt_at, id`,
  );
}

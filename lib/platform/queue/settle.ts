import "server-only";

import { Prisma } from "@/lib/platform/db/generated/client";
import type { Db } from "@/lib/platform/db/transaction";
import { log } from "@/lib/platform/log";
import { inScope, type Lease, ofCompany } from "@/lib/platform/queue/claim";
import type { Ended, Queue, QueueRow } from "@/lib/platform/queue/queue";
import { type Change, type Ending, type Settled, verdict } from "@/lib/platform/queue/verdict";
import { shortened } from "@/lib/shared/shortened";

/**
 * Writes down what became of rows and ends their leases, all in one statement; a row whose lease was
 * lost in the meantime stays as somebody else left it. Answers the endings of all.
 */
export async function settle<Row extends QueueRow, Facts>(
  queue: Queue<Row, Facts>,
  lease: Lease,
  results: readonly Settled<Row>[],
): Promise<Ending[]> {
  const changes = results.map(({ row, outcome }) => ({ row, ...verdict(row, outcome) }));
  if (changes.length > 0) await write(queue, lease, changes);

  return changes.map(({ ending }) => ending);
}

type Written<Row> = Change & { row: Row };

/** One row that cannot be noted must not take the others with it: they are then written singly. */
async function write<Row extends QueueRow, Facts>(
  queue: Queue<Row, Facts>,
  lease: Lease,
  changes: readonly Written<Row>[],
): Promise<void> {
  try {
    await inScope(lease.companyId, async (db) => {
      const ours = await update(db, { table: queue.table, ...lease }, changes);
      await remember(
        db,
        lease.companyId,
        changes.filter(({ row }) => ours.has(row.id)),
      );
      const ended = changes.flatMap(({ row, ending, error }): Ended<Row>[] =>
        ours.has(row.id) && (ending === "sent" || ending === "failed")
          ? [{ row, end: ending, error }]
          : [],
      );
      if (ended.length > 0) await queue.settled(db, ended);
    });
  } catch (error) {
    if (changes.length === 1) {
      log().error({ err: error, queue: queue.name, row: changes[0]?.row.id }, "mail not settled");
      return;
    }
    for (const change of changes) await write(queue, lease, [change]);
  }
}

async function update(
  db: Db,
  { table, companyId, worker }: Pick<Queue, "table"> & Lease,
  changes: readonly Written<QueueRow>[],
): Promise<ReadonlySet<string>> {
  const column = <Key extends keyof Change>(key: Key) => changes.map((change) => change[key]);
  const rows = await db.$queryRaw<{ id: string }[]>`
    update ${Prisma.raw(table)} q set
      status = s.status, attempts = s.attempts, locked_until = null, locked_by = null,
      sent_at = case s.status when 'sent' then now() end,
      next_attempt_at = case s.status when 'pending'
        then coalesce(now() + make_interval(secs => s.wait), q.next_attempt_at) end,
      last_error = case s.status when 'sent' then null else coalesce(s.error, q.last_error) end,
      provider_message_id = coalesce(s.message_id, q.provider_message_id),
      unclear_since = case when s.is_unclear then coalesce(q.unclear_since, now()) else q.unclear_since end
    from unnest(${changes.map(({ row }) => row.id)}::uuid[], ${column("status")}::text[],
      ${column("attempts")}::int[], ${column("error")}::text[],
      ${column("providerMessageId")}::text[], ${column("waitSeconds")}::float8[],
      ${column("isUnclear")}::bool[])
      as s(id, status, attempts, error, message_id, wait, is_unclear)
    where ${ofCompany(companyId)} q.id = s.id and q.locked_by = ${worker}
    returning q.id`;

  return new Set(rows.map(({ id }) => id));
}

/** A mail's page tells of each attempt that failed; success stands in the row itself. */
async function remember(
  db: Db,
  companyId: string | null,
  changes: readonly Written<QueueRow>[],
): Promise<void> {
  if (companyId === null) return;
  const data = changes.flatMap(({ row, ending, error }) =>
    ending === "retried" || ending === "failed"
      ? [
          {
            companyId,
            mailId: row.id,
            event: ending === "failed" ? "failed" : "attempt_failed",
            detail: error === null ? null : shortened(error, 500),
          },
        ]
      : [],
  );
  if (data.length > 0) await db.mailEvent.createMany({ data });
}

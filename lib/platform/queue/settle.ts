import "server-only";

import { Prisma } from "@/lib/platform/db/generated/client";
import type { Db } from "@/lib/platform/db/transaction";
import { log } from "@/lib/platform/log";
import type { Delivery } from "@/lib/platform/mail/message";
import { nextAttemptInMs } from "@/lib/platform/queue/backoff";
import { pauseSeconds } from "@/lib/platform/queue/channel";
import { inScope, type Lease, ofCompany } from "@/lib/platform/queue/claim";
import type { Ended, Queue, QueueRow } from "@/lib/platform/queue/queue";
import { shortened } from "@/lib/shared/shortened";

/** What became of a claimed row: what the provider said, or why it was not asked. */
export type Outcome =
  | Delivery
  | { outcome: "cancelled" }
  /** Mails to this address came back, or their reader complained: it is left in peace. */
  | { outcome: "suppressed" }
  /** It may have been accepted so long ago that the same key would make a second mail. */
  | { outcome: "forgotten" }
  /** Not come to: the row is as before, and somebody else may have it. */
  | { outcome: "released" };

export type Ending = "sent" | "retried" | "failed" | "cancelled" | "paused" | "released";

export type Settled<Row extends QueueRow> = { row: Row; outcome: Outcome };

/** The stable code in `last_error` of a mail that was refused because of its address. */
export const ADDRESS_SUPPRESSED = "address_suppressed";

/** The same for a mail that may have left, and whose key the provider has forgotten by now. */
export const KEY_FORGOTTEN = "key_forgotten";

type Change = {
  ending: Ending;
  status: "pending" | "sent" | "failed" | "cancelled";
  attempts: number;
  error: string | null;
  providerMessageId: string | null;
  /** Null leaves the row due when it was due. */
  waitSeconds: number | null;
  /** Whether the provider may have accepted it all the same. */
  isUnclear: boolean;
};

/** What an outcome does to its row; waiting for the provider does not use up an attempt. */
export function verdict(
  { attempts, max_attempts }: Pick<QueueRow, "attempts" | "max_attempts">,
  outcome: Outcome,
): Change {
  const error = "error" in outcome ? outcome.error : null;
  const as = (ending: Ending, status: Change["status"], change: Partial<Change> = {}): Change => ({
    ...{ ending, status, attempts, error },
    ...{ providerMessageId: null, waitSeconds: null, isUnclear: false },
    ...change,
  });

  switch (outcome.outcome) {
    case "accepted":
      return as("sent", "sent", {
        attempts: attempts + 1,
        providerMessageId: outcome.providerMessageId,
      });
    case "released":
      return as("released", "pending");
    case "cancelled":
      return as("cancelled", "cancelled");
    case "suppressed":
      return as("failed", "failed", { error: ADDRESS_SUPPRESSED });
    case "forgotten":
      return as("failed", "failed", { error: KEY_FORGOTTEN });
    case "busy":
    case "configuration":
    case "quota":
      return as("paused", "pending", {
        waitSeconds: pauseSeconds(outcome.outcome, outcome.retryAfterSeconds),
      });
    case "permanent":
      return as("failed", "failed", { attempts: attempts + 1 });
    case "temporary":
      return as(...afterFailure(attempts + 1, max_attempts));
  }
}

/** Whether a mail that may have left all the same is tried again, and when. */
function afterFailure(
  attempts: number,
  mostAttempts: number,
): [Ending, Change["status"], Partial<Change>] {
  const waitMs = nextAttemptInMs(attempts, mostAttempts);
  const unclear = { attempts, isUnclear: true };

  return waitMs === null
    ? ["failed", "failed", unclear]
    : ["retried", "pending", { ...unclear, waitSeconds: waitMs / 1000 }];
}

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

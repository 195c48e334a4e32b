import "server-only";

import { Prisma } from "@/lib/platform/db/generated/client";
import type { Db } from "@/lib/platform/db/transaction";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import type { Message } from "@/lib/platform/mail/message";
import { inScope, type Lease, ofCompany } from "@/lib/platform/queue/claim";
import type { Queue, QueueRow } from "@/lib/platform/queue/queue";
import type { Outcome, Settled } from "@/lib/platform/queue/verdict";
import { normaliseEmail } from "@/lib/shared/email";

/** A row whose mail is stored as it will go out. */
export type Ready<Row extends QueueRow> = { row: Row; message: Message };

export type Prepared<Row extends QueueRow> = {
  ready: Ready<Row>[];
  /** Rows that nothing is sent for: whatever the reason, it did not concern the others. */
  done: Settled<Row>[];
};

type Scope = { db: Db; lease: Lease };

/** Writes the mails of claimed rows and freezes them, before anybody else has seen one of them. */
export async function prepare<Row extends QueueRow, Facts>(
  queue: Queue<Row, Facts>,
  lease: Lease,
  rows: readonly Row[],
): Promise<Prepared<Row>> {
  try {
    return await inScope(lease.companyId, (db) => write(queue, { db, lease }, rows));
  } catch (error) {
    const [row] = rows;
    if (rows.length === 1 && row !== undefined) {
      return { ready: [], done: [{ row, outcome: unwritable(queue, row, error) }] };
    }
    // One of them broke the transaction: singly, it breaks only its own.
    const prepared: Prepared<Row> = { ready: [], done: [] };
    for (const one of rows) {
      const { ready, done } = await prepare(queue, lease, [one]);
      prepared.ready.push(...ready);
      prepared.done.push(...done);
    }

    return prepared;
  }
}

async function write<Row extends QueueRow, Facts>(
  queue: Queue<Row, Facts>,
  { db, lease }: Scope,
  rows: readonly Row[],
): Promise<Prepared<Row>> {
  const facts = await queue.find(db, rows);
  const ready: Ready<Row>[] = [];
  const done: Settled<Row>[] = [];
  const fresh: Ready<Row>[] = [];

  for (const row of rows) {
    const known = facts.get(row.id);
    if (known === undefined) {
      done.push({ row, outcome: { outcome: "cancelled" } });
    } else if (isKeyForgotten(row)) {
      done.push({ row, outcome: { outcome: "forgotten" } });
    } else if (row.payload !== null) {
      ready.push({ row, message: row.payload });
    } else {
      try {
        const message = { ...(await queue.render(known, row)), from: env().MAIL_FROM };
        fresh.push({ row, message });
      } catch (error) {
        done.push({ row, outcome: unwritable(queue, row, error) });
      }
    }
  }
  const frozen = await freeze(queue, { db, lease }, fresh);
  const open = await withoutSuppressed(db, lease.companyId, [...ready, ...frozen]);

  return { ready: open.ready, done: [...done, ...open.done] };
}

/** Resend knows an idempotency key for 24 hours; an hour less, for clocks and slow answers. */
const KEY_KNOWN_MS = 23 * 3_600_000;

function isKeyForgotten({ payload, unclear_since: since }: QueueRow): boolean {
  return payload !== null && since !== null && Date.now() - since.getTime() > KEY_KNOWN_MS;
}

function unwritable(queue: Pick<Queue, "name">, row: QueueRow, error: unknown): Outcome {
  log().error({ err: error, queue: queue.name, row: row.id }, "mail could not be written");

  return { outcome: "temporary", error: error instanceof Error ? error.message : "unknown" };
}

/** Answers what is still ours: a mail that somebody else has taken over may be written differently. */
async function freeze<Row extends QueueRow>(
  { table }: Pick<Queue, "table">,
  { db, lease: { companyId, worker } }: Scope,
  fresh: readonly Ready<Row>[],
): Promise<Ready<Row>[]> {
  if (fresh.length === 0) return [];
  const rows = await db.$queryRaw<{ id: string }[]>`
    update ${Prisma.raw(table)} q set payload = m.payload::jsonb
    from unnest(${fresh.map(({ row }) => row.id)}::uuid[],
      ${fresh.map(({ message }) => JSON.stringify(message))}::text[]) as m(id, payload)
    where ${ofCompany(companyId)} q.id = m.id and q.locked_by = ${worker}
    returning q.id`;
  const ours = new Set(rows.map(({ id }) => id));

  return fresh.filter(({ row }) => ours.has(row.id));
}

/** Addresses are suppressed by a company; mails to an account belong to none. */
async function withoutSuppressed<Row extends QueueRow>(
  db: Db,
  companyId: string | null,
  ready: readonly Ready<Row>[],
): Promise<Prepared<Row>> {
  if (companyId === null || ready.length === 0) return { ready: [...ready], done: [] };
  const addresses = [...new Set(ready.map(({ message }) => normaliseEmail(message.to)))];
  const rows = await db.$queryRaw<{ address: string }[]>`
    select email_normalised as address from mail_suppressions
    where company_id = ${companyId}::uuid and lifted_at is null
      and email_normalised = any (${addresses}::text[])`;
  const suppressed = new Set(rows.map(({ address }) => address));
  const isOpen = ({ message }: Ready<Row>) => !suppressed.has(normaliseEmail(message.to));

  return {
    ready: ready.filter(isOpen),
    done: ready
      .filter((one) => !isOpen(one))
      .map(({ row }) => ({ row, outcome: { outcome: "suppressed" } })),
  };
}

import "server-only";

import { randomUUID } from "node:crypto";

import { Prisma } from "@/lib/platform/db/generated/client";
import { log } from "@/lib/platform/log";
import type { Delivery, Transport } from "@/lib/platform/mail/message";
import { claim, inScope, listDueCompanies, release } from "@/lib/platform/queue/claim";
import type { Queue, QueueRow } from "@/lib/platform/queue/queue";
import { type Ending, settle, verdict } from "@/lib/platform/queue/settle";

export type Counts = Record<Ending, number>;

/** A company gets this many mails before it is the next one's turn. */
const SLICE = 10;

type Options = {
  transport: Transport;
  /** Only this company; otherwise every one that has something due, in turn. */
  companyId?: string;
  maxRows?: number;
  deadline?: Date;
};

/**
 * Sends what is due, at least once and at the provider exactly once: the key of a row never changes.
 * At most `maxRows` (100) mails; one bad row never stops the run, a refused key or a busy provider does.
 */
export async function drain<Row extends QueueRow, Facts>(
  queue: Queue<Row, Facts>,
  { transport, companyId, maxRows = 100, deadline }: Options,
): Promise<Counts> {
  const counts: Counts = { sent: 0, retried: 0, failed: 0, cancelled: 0, paused: 0 };
  const worker = randomUUID();
  let handled = 0;
  let waiting =
    companyId === undefined ? await listDueCompanies(queue as unknown as Queue) : [companyId];

  while (waiting.length > 0) {
    const still: typeof waiting = [];
    for (const company of waiting) {
      const limit = Math.min(SLICE, maxRows - handled);
      if (limit <= 0 || (deadline !== undefined && Date.now() > deadline.getTime())) return counts;

      const rows = await claim(queue as unknown as Queue<Row, never>, {
        companyId: company,
        worker,
        limit,
      });
      for (const row of rows) {
        counts[await work({ queue, transport, companyId: company, worker }, row)] += 1;
        if (counts.paused === 0) continue;
        await release(queue as unknown as Queue, { companyId: company, worker });

        return counts;
      }
      handled += rows.length;
      if (rows.length === limit) still.push(company);
    }
    waiting = still;
  }

  return counts;
}

type Job<Row extends QueueRow, Facts> = {
  queue: Queue<Row, Facts>;
  transport: Transport;
  companyId: string | null;
  worker: string;
};

async function work<Row extends QueueRow, Facts>(
  { queue, transport, companyId, worker }: Job<Row, Facts>,
  row: Row,
): Promise<Ending> {
  let delivery: Delivery;
  try {
    const message = await inScope(companyId, async (db) => {
      const facts = await queue.find(db, row);
      if (facts === null) {
        const change = Prisma.sql`status = 'cancelled', next_attempt_at = null`;
        await settle(db, queue.table, { id: row.id, worker, change });

        return null;
      }
      if (row.payload !== null) return row.payload;

      const rendered = await queue.render(facts, row);
      await db.$executeRaw`
        update ${Prisma.raw(queue.table)} set payload = ${JSON.stringify(rendered)}::jsonb
        where id = ${row.id}::uuid`;

      return rendered;
    });
    if (message === null) return "cancelled";

    delivery = await transport(queue.reveal(message, row), `email-${row.id}`);
  } catch (error) {
    log().error({ err: error, queue: queue.name, row: row.id }, "mail could not be sent");
    delivery = { outcome: "temporary", error: error instanceof Error ? error.message : "unknown" };
  }

  return record({ queue, transport, companyId, worker }, row, delivery);
}

async function record<Row extends QueueRow, Facts>(
  { queue, companyId, worker }: Job<Row, Facts>,
  row: Row,
  delivery: Delivery,
): Promise<Ending> {
  const { ending, change } = verdict(row, delivery);
  if (ending === "paused" && "error" in delivery) {
    log().warn({ queue: queue.name, error: delivery.error }, "mail queue paused");
  }

  await inScope(companyId, async (db) => {
    const isOurs = await settle(db, queue.table, { id: row.id, worker, change });
    if (isOurs && (ending === "sent" || ending === "failed")) {
      const error = "error" in delivery ? delivery.error : null;
      await queue.settled(db, row, { end: ending, error });
    }
  });

  return ending;
}

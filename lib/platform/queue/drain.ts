import "server-only";

import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";

import { Prisma } from "@/lib/platform/db/generated/client";
import type { Transport } from "@/lib/platform/mail/message";
import { findChannelPause } from "@/lib/platform/queue/channel";
import { claim, type Lease, listDueCompanies } from "@/lib/platform/queue/claim";
import { type Gate, handOver } from "@/lib/platform/queue/hand-over";
import { prepare } from "@/lib/platform/queue/prepare";
import type { Queue, QueueRow } from "@/lib/platform/queue/queue";
import { settle } from "@/lib/platform/queue/settle";
import type { Ending, Settled } from "@/lib/platform/queue/verdict";

export type Counts = Record<Exclude<Ending, "released">, number>;

/** A company gets at least this many mails before it is the next one's turn, and at most so many. */
const SLICE = { least: 10, most: 250 };
/** Long enough for a slow provider, short enough that a dead worker's mails leave soon. */
const LEASE_SECONDS = 60;

/** A lease that ran out was a worker's that died, perhaps between the provider's answer and its note. */
const MAY_HAVE_LEFT = Prisma.sql`, unclear_since = coalesce(q.unclear_since, q.locked_until)`;

type Options = {
  transport: Transport;
  /** Only this company; otherwise every one that has something due, in turn. */
  companyId?: string;
  maxRows?: number;
  deadline?: Date;
  leaseSeconds?: number;
  /** Mails that are handed over at the same time. */
  concurrency?: number;
  /** Slices that are worked on at the same time, each of another company. */
  slicesAtOnce?: number;
  wait?: Gate["wait"];
};

/**
 * Sends what is due, at least once and at the provider exactly once: the key of a row never changes.
 * At most `maxRows` (100) mails; one bad row never stops the run, a refused key, an empty quota or a
 * provider that is busy for long does, for every queue and instance.
 */
export async function drain<Row extends QueueRow, Facts>(
  queue: Queue<Row, Facts>,
  options: Options,
): Promise<Counts> {
  const counts: Counts = { sent: 0, retried: 0, failed: 0, cancelled: 0, paused: 0 };
  const pause = await findChannelPause();
  if (pause?.isInForce === true) return { ...counts, paused: 1 };
  const gate: Gate = {
    ...{ transport: options.transport, wait: options.wait ?? wait, deadline: options.deadline },
    ...{ notBefore: 0, isClosed: false, isProbing: pause !== null },
  };
  const { companyId } = options;
  const companies = companyId === undefined ? await listDueCompanies(queue) : [companyId];
  await takeTurns({ queue, gate, options, counts, worker: randomUUID() }, companies);

  return counts;
}

/** A slice for each company in turn, some beside each other, until nothing is due or the run has to end. */
async function takeTurns<Row extends QueueRow, Facts>(
  run: Run<Row, Facts>,
  companies: (string | null)[],
): Promise<void> {
  const { gate, options } = run;
  const { maxRows = 100, deadline, slicesAtOnce = 1 } = options;
  let left = maxRows;
  for (let waiting = companies; waiting.length > 0;) {
    const fair = Math.min(SLICE.most, Math.max(SLICE.least, Math.ceil(maxRows / waiting.length)));
    const turn = [...waiting];
    const still: typeof waiting = [];
    const lane = async () => {
      for (let company = turn.shift(); company !== undefined; company = turn.shift()) {
        const limit = gate.isProbing ? 1 : Math.min(fair, left);
        const isOver = deadline !== undefined && Date.now() > deadline.getTime();
        if (gate.isClosed || limit <= 0 || isOver) return;

        left -= limit;
        const claimed = await workSlice(run, company, limit);
        left += limit - claimed;
        if (claimed === limit) still.push(company);
      }
    };
    await Promise.all(Array.from({ length: gate.isProbing ? 1 : slicesAtOnce }, lane));
    if (gate.isClosed || left <= 0 || turn.length > 0) return;
    waiting = still;
  }
}

type Run<Row extends QueueRow, Facts> = {
  queue: Queue<Row, Facts>;
  gate: Gate;
  options: Options;
  counts: Counts;
  worker: string;
};

/** Some mails of one company, from the claim to the note of what became of them. */
async function workSlice<Row extends QueueRow, Facts>(
  { queue, gate, options, counts, worker }: Run<Row, Facts>,
  companyId: string | null,
  limit: number,
): Promise<number> {
  const seconds = options.leaseSeconds ?? LEASE_SECONDS;
  const lease: Lease & { until: number } = {
    ...{ companyId, worker, seconds },
    until: Date.now() + seconds * 1000,
  };
  const rows = await claim<Row>(queue, lease, { limit, marks: MAY_HAVE_LEFT });
  if (rows.length === 0) return 0;

  const note = async (results: Settled<Row>[]) => {
    for (const ending of await settle(queue, lease, results)) {
      if (ending !== "released") counts[ending] += 1;
    }
  };
  const { ready, done } = await prepare(queue, lease, rows);
  await note(done);
  const concurrency = gate.isProbing ? 1 : (options.concurrency ?? 4);
  await handOver(queue, { gate, lease, ready, concurrency, note });

  return rows.length;
}

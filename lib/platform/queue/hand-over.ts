import "server-only";

import { log } from "@/lib/platform/log";
import type { Delivery, Transport } from "@/lib/platform/mail/message";
import { pauseChannel, pauseSeconds, resumeChannel } from "@/lib/platform/queue/channel";
import type { Lease } from "@/lib/platform/queue/claim";
import type { Ready } from "@/lib/platform/queue/prepare";
import type { Queue, QueueRow } from "@/lib/platform/queue/queue";
import type { Outcome, Settled } from "@/lib/platform/queue/verdict";

/** A wait that a run sits out; a longer one is left to the channel's pause. */
const SHORT_WAIT_MS = 10_000;
/** What has been handed over is noted at least this often: a crash leaves little to be repeated. */
const NOTE_EVERY_MS = 500;
/** A request may take a quarter of a lease: 15 of its 60 seconds, as the transport's timeout says. */
const REQUEST_MS_PER_LEASE_SECOND = 250;

/** How a run stands with the provider, shared by all that it hands over. */
export type Gate = {
  transport: Transport;
  wait: (ms: number) => Promise<unknown>;
  deadline: Date | undefined;
  notBefore: number;
  /** Nothing more is handed over in this run. */
  isClosed: boolean;
  /** The channel was paused, and nothing has been accepted since. */
  isProbing: boolean;
};

type Work<Row extends QueueRow> = {
  gate: Gate;
  lease: Lease & { until: number };
  ready: readonly Ready<Row>[];
  concurrency: number;
  /** Takes what is to be noted down; called with whatever has come together. */
  note: (results: Settled<Row>[]) => Promise<void>;
};

/** Hands mails over, some at a time, as long as the lease certainly holds. */
export async function handOver<Row extends QueueRow, Facts>(
  queue: Queue<Row, Facts>,
  { gate, lease, ready, concurrency, note }: Work<Row>,
): Promise<void> {
  const waiting = [...ready];
  let results: Settled<Row>[] = [];
  let notedAt = Date.now();
  const flush = async () => {
    const noted = results;
    results = [];
    notedAt = Date.now();
    if (noted.length > 0) await note(noted);
  };
  const lane = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      // Awaited before `results` is named: another lane may have begun a new list meanwhile.
      const outcome = await deliver(queue, { gate, lease }, one);
      results.push({ row: one.row, outcome });
      if (Date.now() - notedAt > NOTE_EVERY_MS) await flush();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  await flush();
}

async function deliver<Row extends QueueRow, Facts>(
  queue: Queue<Row, Facts>,
  { gate, lease }: Pick<Work<Row>, "gate" | "lease">,
  { row, message }: Ready<Row>,
): Promise<Outcome> {
  const tags = {
    ...(lease.companyId !== null && { company: lease.companyId }),
    queue: queue.name,
    mail: row.id,
  };
  for (;;) {
    const startsAt = Math.max(Date.now(), gate.notBefore);
    if (gate.isClosed || startsAt + lease.seconds * REQUEST_MS_PER_LEASE_SECOND > lease.until) {
      return { outcome: "released" };
    }
    if (startsAt > Date.now()) {
      await gate.wait(startsAt - Date.now());
      continue;
    }
    const delivery = await attempt(() =>
      gate.transport(queue.reveal(message, row), `email-${row.id}`, tags),
    );
    if (delivery.outcome !== "busy" || !isWorthWaiting(gate, delivery.retryAfterSeconds)) {
      return heed(gate, delivery);
    }
    rest(gate, delivery.retryAfterSeconds);
  }
}

async function attempt(ask: () => Promise<Delivery>): Promise<Delivery> {
  try {
    return await ask();
  } catch (error) {
    log().error({ err: error }, "mail could not be handed over");

    return { outcome: "temporary", error: error instanceof Error ? error.message : "unknown" };
  }
}

function rest(gate: Gate, seconds: number): void {
  gate.notBefore = Math.max(gate.notBefore, Date.now() + seconds * 1000);
}

function isWorthWaiting({ deadline }: Gate, seconds: number): boolean {
  const ms = seconds * 1000;

  return ms <= SHORT_WAIT_MS && (deadline === undefined || Date.now() + ms < deadline.getTime());
}

/** What an answer means for all the mails that would follow this one. */
async function heed(gate: Gate, delivery: Delivery): Promise<Delivery> {
  switch (delivery.outcome) {
    case "accepted":
      if (gate.isProbing) {
        gate.isProbing = false;
        await resumeChannel();
      }
      if (delivery.restSeconds !== undefined) {
        if (isWorthWaiting(gate, delivery.restSeconds)) rest(gate, delivery.restSeconds);
        else gate.isClosed = true;
      }
      break;
    case "busy":
    case "configuration":
    case "quota": {
      const { outcome, error, retryAfterSeconds } = delivery;
      if (!gate.isClosed)
        await pauseChannel(outcome, error, pauseSeconds(outcome, retryAfterSeconds));
      gate.isClosed = true;
      break;
    }
    case "temporary":
    case "permanent":
      break;
  }

  return delivery;
}

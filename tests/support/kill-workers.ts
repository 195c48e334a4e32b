import { setTimeout as wait } from "node:timers/promises";

import { rateBackAfter, type Sample } from "./drain-rate";
import { type MailFleet, openMailFleet, until } from "./mail-fleet";

/** Two are at work while the third is dead. */
const WORKERS = 3;
/** How long the rate before a blow is measured, and how often somebody looks. */
const BEFORE_MS = 2000;
const LOOK_EVERY_MS = 50;
/** So many wait at least, that nobody is idle: a worker that has nothing to do tells nothing. */
const BACKLOG = 600;

type Plan = {
  /** Times a worker is killed in the middle of its work. */
  kills: number;
  /** Times PostgreSQL is stopped at once, as if the machine had lost its power. */
  stops: number;
  leaseSeconds: number;
  /** The next blow falls when the fleet is at this share of its rate before the last one again. */
  share: number;
};

export type Result = {
  queued: number;
  sent: number;
  accepted: number;
  acceptedTwice: number;
  /** From each kill until a second began in which the fleet was at its share again. */
  killsMs: number[];
  /** The same from each stop, the time in which the database recovers included. */
  stopsMs: number[];
};

/**
 * Drains a queue by processes that are killed in the middle of it, against the simulator, which is slow
 * and now and then loses an answer; and tells what came of it.
 */
export async function killWorkers({ kills, stops, leaseSeconds, share }: Plan): Promise<Result> {
  const fleet = await openMailFleet({ leaseSeconds });
  const { simulator, database, workers } = fleet;
  try {
    await simulator.fault({ kind: "slow", ms: 40, count: 0, chance: 0.9 });
    await simulator.fault({ kind: "lost", count: 0, chance: 0.02 });
    const stream = await startStream(fleet, share);
    for (let worker = 0; worker < WORKERS; worker += 1) await workers.add();

    const killsMs = await stream.blows(kills, async () => {
      workers.kill();
      // Another takes its place at once, as behind any balancer.
      await workers.add();
    });
    const stopsMs = await stream.blows(stops, database.crash);
    await stream.end();
    await until(async () => {
      // A lost answer is tried again in five minutes, for which nobody here waits.
      await database.query(
        "update invitation_email_queue set next_attempt_at = now() where status = 'pending' and locked_by is null",
      );

      return (await database.count("status = 'pending'")) === 0;
    });
    const { accepted, acceptedTwice } = await simulator.summary();
    const [queued, sent] = [await database.count("true"), await database.count("status = 'sent'")];

    return { queued, sent, accepted, acceptedTwice, killsMs, stopsMs };
  } finally {
    await fleet.close();
  }
}

/** Mails that never run out, and what the provider has accepted of them from moment to moment. */
async function startStream({ queueMails, accepted }: MailFleet, share: number) {
  const samples: Sample[] = [];
  let queued = 0;
  const over = new AbortController();
  const top = async () => {
    const done = await accepted();
    samples.push({ at: performance.now(), done });
    if (queued - done >= BACKLOG) return;
    try {
      await queueMails(BACKLOG);
      queued += BACKLOG;
    } catch {
      // The database is away for a moment: somebody looks again.
    }
  };
  await top();
  const running = (async () => {
    while (!over.signal.aborted) {
      await wait(LOOK_EVERY_MS);
      await top();
    }
  })();

  return {
    /** Each falls on a fleet that has been at its full rate for a while. */
    blows: async (count: number, blow: () => Promise<void>): Promise<number[]> => {
      const recoveredMs: number[] = [];
      for (let one = 0; one < count; one += 1) {
        const goOn = performance.now() + BEFORE_MS;
        await until(() => Promise.resolve((samples.at(-1)?.at ?? 0) > goOn));
        const hitAt = performance.now();
        await blow();
        let after: number | undefined;
        await until(() => {
          const around = samples.filter(({ at }) => at >= hitAt - 2 * BEFORE_MS);
          after = rateBackAfter(around, { hitAt, beforeMs: BEFORE_MS, share });

          return Promise.resolve(after !== undefined);
        });
        recoveredMs.push(Math.round(after ?? Number.NaN));
      }

      return recoveredMs;
    },
    end: async () => {
      over.abort();
      await running;
    },
  };
}

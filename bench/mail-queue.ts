import process from "node:process";
import pg from "pg";

import { startSimulator } from "../tests/support/start-simulator";
import { startBenchDatabase } from "./support/bench-database";
import { type Contender, graphileWorker, pgBoss, type Send } from "./support/mail-peers";
import { dispatchTimes, ownQueue } from "./support/mail-queue";

const MAILS = Number(process.env["MAILS"] ?? 100_000);
const ROUNDS = Number(process.env["ROUNDS"] ?? 3);
const LANES = 32;
const HORIZON_ROUNDS = 8;

const accept: Send = () => Promise.resolve({ outcome: "accepted", providerMessageId: "re_1" });

/** Mails a second, counted where they are handed over: each exactly once. */
async function rate(contender: Contender, count: number, send: Send): Promise<number> {
  await contender.fill(count);
  let sent = 0;
  const startedAt = performance.now();
  await contender.drain(count, (...mail) => {
    sent += 1;

    return send(...mail);
  });
  const seconds = (performance.now() - startedAt) / 1000;
  if (sent !== count) throw new Error(`${String(sent)} of ${String(count)} were handed over`);

  return count / seconds;
}

type Field = Record<string, Contender>;
type Race = { count: number; send: Send; rounds?: number };

/** In turns, so that whatever else the machine does hits all alike; the median of each. */
async function race(field: Field, { count, send, rounds = ROUNDS }: Race) {
  const rates: Record<string, number[]> = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, contender] of Object.entries(field)) {
      (rates[name] ??= []).push(await rate(contender, count, send));
    }
  }

  return Object.fromEntries(
    Object.entries(rates).map(([name, all]) => [
      name,
      Math.round(all.toSorted((one, other) => one - other)[Math.floor(all.length / 2)] ?? 0),
    ]),
  );
}

/** The last of some rounds against the first, while an old snapshot keeps dead rows from going away. */
async function withPinnedHorizon(ownerUrl: string, own: Contender): Promise<string> {
  const client = new pg.Client(ownerUrl);
  await client.connect();
  await rate(own, 10_000, accept);
  await client.query("begin isolation level repeatable read");
  await client.query("select count(*) from companies");
  const rates: number[] = [];
  for (let round = 0; round < HORIZON_ROUNDS; round += 1) {
    rates.push(await rate(own, 10_000, accept));
  }
  await client.query("rollback");
  await client.end();
  const ratio = (rates.at(-1) ?? 0) / (rates[0] ?? 1);

  return `horizon pinned: ${rates.map(Math.round).join(" ")}/s, last to first ${ratio.toFixed(2)}`;
}

/** The queue engine against two well-known ones, on the same PostgreSQL and in the same run. */
export async function benchMailQueue(): Promise<string[]> {
  const simulator = await startSimulator({ RESEND_API_KEY: "re_bench" });
  Object.assign(process.env, { RESEND_API_KEY: "re_bench", RESEND_BASE_URL: simulator.url });
  const database = await startBenchDatabase();
  const { deliverByResend } = await import("@/lib/platform/mail/resend");
  const own = await ownQueue(database.ownerUrl, { isWritten: true, concurrency: LANES });
  const fresh = await ownQueue(database.ownerUrl, { isWritten: false, concurrency: LANES });
  const peers = {
    "graphile-worker": await graphileWorker(database.ownerUrl, LANES),
    "pg-boss": await pgBoss(database.ownerUrl, LANES),
  };
  const say = (what: string, rates: Record<string, number>) =>
    `${what}: ${Object.entries(rates)
      .map(([name, perSecond]) => `${name} ${String(perSecond)}/s`)
      .join(", ")}`;

  const noOp = await race({ ours: own, ...peers }, { count: MAILS, send: accept });
  const best = Math.max(noOp["graphile-worker"] ?? 0, noOp["pg-boss"] ?? 0);
  const written = await race(
    { "ours, with writing and freezing": fresh },
    { count: MAILS, send: accept, rounds: 1 },
  );
  const real = await race(
    { ours: own, ...peers },
    { count: Math.min(MAILS, 3000), send: deliverByResend, rounds: 1 },
  );
  const times = await dispatchTimes(own.queueOne, 500);
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(1);
  const lines = [
    say(`${String(MAILS)} mails, provider that does nothing`, noOp),
    `ours to the better peer: ${((noOp["ours"] ?? 0) / best).toFixed(2)} (aim 1.5)`,
    say("the same", written),
    say("3,000 mails to the simulator", real),
    `commit to provider: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms (aim 50 ms)`,
    await withPinnedHorizon(database.ownerUrl, own),
  ];
  for (const contender of [own, fresh, ...Object.values(peers)]) await contender.stop();
  await simulator.stop();
  await database.stop();

  return lines;
}

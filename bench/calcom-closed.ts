import type { Connection } from "@/lib/calcom/service/connection";
import { guarded } from "@/lib/calcom/service/guard-call";
import type { Answer } from "@/lib/platform/calcom/answer";
import { CLOSED } from "@/lib/platform/circuit-breaker";
import { createContext } from "@/lib/tenancy/context";

const CALLS = 1_000_000;
const ROUNDS = 7;
const COMPANY = "00000000-0000-7000-8000-000000000000";

/** What the breaker costs a call while it is closed: nothing is asked of a database, and so none is there. */
export async function benchCalcomClosed(): Promise<string[]> {
  const ctx = createContext(COMPANY, { kind: "calcom", name: "Cal.com" });
  const connection = { status: "active", isPaused: false, breaker: CLOSED } as Connection;
  const answer: Answer<number> = { kind: "ok", data: 1 };
  const call = () => Promise.resolve(answer);
  const direct = () => call();
  const through = () => guarded(ctx, connection, call);
  const more: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const alone = await microsecondsOf(direct);
    more.push((await microsecondsOf(through)) - alone);
  }
  more.sort((one, other) => one - other);
  const middle = more[Math.floor(ROUNDS / 2)] ?? Number.NaN;

  return [
    `closed breaker: ${middle.toFixed(2)} µs a call more than calling directly (aim 2 µs), 0 queries, ` +
      `middle of ${String(ROUNDS)} rounds of ${String(CALLS)} calls`,
  ];
}

async function microsecondsOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  for (let count = 0; count < CALLS; count += 1) await work();

  return ((performance.now() - startedAt) * 1000) / CALLS;
}

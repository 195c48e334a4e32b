import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";

import { findFaults, type Findings } from "./find-faults";
import type { Outcome, StormOrder } from "./storm-order";

type Plan = {
  salon: StormOrder["salon"];
  now: Date;
  starts: readonly Date[];
  processes: number;
  clientsEach: number;
  /** Over all clients. */
  attempts: number;
  /** Processes killed in the middle of it; another one takes the place of each. */
  kills: number;
  isPlanted?: boolean;
};

export type StormResult = Findings & {
  attempts: number;
  done: number;
  surprises: string[];
};

/**
 * Lets many people want the same few slots at once, from processes that are killed in between, and then
 * asks the database whether all that was promised is true.
 */
export async function slotStorm(owner: pg.Pool, plan: Plan): Promise<StormResult> {
  const outcomes: Outcome[] = [];
  const running = new Set<ChildProcess>();
  // Each life of a process is about as long as the others, whether it ends by itself or is ended.
  const perLife = Math.floor(plan.attempts / (plan.processes + plan.kills));
  let seed = 0;
  let killsLeft = plan.kills;

  const run = async (attempts: number): Promise<void> => {
    seed += 1;
    const child = spawnWorker(plan, { seed, attempts: Math.ceil(attempts / plan.clientsEach) });
    running.add(child);
    const lines = createInterface({ input: child.stdout! });
    let own = 0;
    lines.on("line", (line) => {
      outcomes.push(JSON.parse(line) as Outcome);
      own += 1;
      // Somewhere in the middle, with whatever it has in hand.
      if (killsLeft > 0 && own === perLife + (seed % 7)) {
        killsLeft -= 1;
        child.kill("SIGKILL");
      }
    });
    const [[code, signal]] = (await Promise.all([once(child, "exit"), once(lines, "close")])) as [
      [number | null, string | null],
      unknown,
    ];
    running.delete(child);
    // Somebody else makes the attempts that are left.
    if (signal === "SIGKILL") await run(attempts - own);
    else if (code !== 0) throw new Error(`a client's process ended with ${String(code)}`);
  };

  try {
    const share = Math.ceil(plan.attempts / plan.processes);
    await Promise.all(Array.from({ length: plan.processes }, () => run(share)));
  } finally {
    for (const child of running) child.kill("SIGKILL");
  }
  await quiet(owner);
  const acknowledged = outcomes.filter(({ result }) => result === "done");

  return {
    ...(await findFaults(owner, plan.salon.companyId, acknowledged)),
    attempts: outcomes.length,
    done: acknowledged.length,
    surprises: outcomes.flatMap(({ why }) => (why === undefined ? [] : [why])),
  };
}

function spawnWorker(
  { salon, now, starts, clientsEach, isPlanted = false }: Plan,
  { seed, attempts }: { seed: number; attempts: number },
): ChildProcess {
  const order: StormOrder = {
    salon,
    now: now.toISOString(),
    starts: starts.map((start) => start.toISOString()),
    clients: clientsEach,
    ...{ attempts, seed, isPlanted },
  };
  const args = ["--conditions=react-server", "--import", "tsx", "tests/support/storm-worker.ts"];
  const env = {
    ...process.env,
    STORM: JSON.stringify(order),
    DATABASE_POOL_SIZE: String(clientsEach),
  };

  return spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "inherit"] });
}

/** A killed process leaves transactions behind that PostgreSQL has yet to notice. */
async function quiet(owner: pg.Pool): Promise<void> {
  const giveUpAt = Date.now() + 30_000;
  for (;;) {
    const { rowCount } = await owner.query(
      `select from pg_stat_activity where datname = current_database() and usename = 'portal_app'
         and state <> 'idle'`,
    );
    if (rowCount === 0) return;
    if (Date.now() > giveUpAt) throw new Error("somebody is still at work");
    await wait(50);
  }
}

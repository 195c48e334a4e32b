import autocannon from "autocannon";
import { execFileSync, spawn } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";

import { ensureBuild } from "../../scripts/build.mjs";
import { memoryFlags, startServer } from "../../scripts/server.mjs";
import type { BenchDatabase } from "./bench-database";
import type { Statement } from "./record-statements";
import { inTurns } from "./rounds";

const CONNECTIONS = 16;
const SECONDS = 6;
const ROUNDS = 5;
const PORTAL = 3311;
const EMPTY = 3312;

export type Page = { url: string; headers: Record<string, string> };
type Stops = (() => Promise<void> | void)[];

/** The portal as `npm start` runs it. */
export async function startPortal(
  database: BenchDatabase,
  stops: Stops,
): Promise<{ url: string; pid: number }> {
  const url = `http://localhost:${String(PORTAL)}`;
  const env = { ...database.env, APP_URL: url, NEXTAUTH_URL: url };
  await ensureBuild(env, { say: console.log });
  const { pid, stop } = await startServer({
    host: "127.0.0.1",
    port: PORTAL,
    env,
    write: () => undefined,
  });
  stops.push(stop);

  return { url, pid };
}

/** An empty Next page that says the same statements to the database. */
export async function startEmptyApp(
  database: BenchDatabase,
  statements: readonly Statement[],
  stops: Stops,
): Promise<Page> {
  const next = path.resolve("node_modules/next/dist/bin/next");
  const cwd = path.resolve("bench/empty-app");
  const env = {
    ...process.env,
    ...database.env,
    NODE_ENV: "production" as const,
    BENCH_STATEMENTS: JSON.stringify(statements),
  };
  execFileSync(process.execPath, [next, "build"], { cwd, env, stdio: "ignore" });
  const server = spawn(
    process.execPath,
    // The portal's memory: collecting garbage earlier costs time.
    [...memoryFlags({}), ...[next, "start", "--port", String(EMPTY), "--hostname", "127.0.0.1"]],
    { cwd, env, stdio: "ignore" },
  );
  stops.push(() => {
    server.kill("SIGTERM");
  });
  const page = { url: `http://localhost:${String(EMPTY)}/`, headers: {} };
  const answers = () =>
    fetch(page.url).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await answers())) await wait(100);

  return page;
}

/** Requests per second of both at 16 connections, in turns; anything but 200 is a failed measurement. */
export async function compare(ours: Page, theirs: Page): Promise<string> {
  const rates = await inTurns(ROUNDS, { ours: () => load(ours), theirs: () => load(theirs) });
  const { ours: own = 0, theirs: empty = 0 } = rates;

  return `${own.toFixed(0)}/s, empty page with the same statements: ${empty.toFixed(0)}/s, ratio ${(own / empty).toFixed(2)} (aim: 0.70)`;
}

/** Requests until everything is compiled and every connection is open. */
export async function warmUp(page: Page): Promise<void> {
  await autocannon({ ...page, connections: CONNECTIONS, amount: 1000 });
}

async function load(page: Page): Promise<number> {
  const result = await autocannon({ ...page, connections: CONNECTIONS, duration: SECONDS });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${page.url} answered with errors`);

  return result.requests.average;
}

import autocannon from "autocannon";
import { execFileSync, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import pg from "pg";

import { manageToken, openManagedAppointment } from "@/lib/appointments/service/manage-link";
import { createContext } from "@/lib/tenancy/context";

import { ensureBuild } from "../scripts/build.mjs";
import { startServer } from "../scripts/server.mjs";
import { type BenchDatabase, startBenchDatabase } from "./support/bench-database";
import { recordStatements } from "./support/record-statements";
import { inTurns } from "./support/rounds";

const CONNECTIONS = 16;
const SECONDS = 6;
const ROUNDS = 5;
const PORTAL = 3311;
const EMPTY = 3312;

type Page = { url: string; headers: Record<string, string> };

async function someAppointment(ownerUrl: string): Promise<{ id: string; companyId: string }> {
  const client = new pg.Client(ownerUrl);
  await client.connect();
  const { rows } = await client.query<{ id: string; companyId: string }>(`
    select id, company_id as "companyId" from appointments
    where status = 'confirmed' and starts_at > now() + interval '5 days' order by starts_at limit 1`);
  await client.end();
  const [found] = rows;
  if (found === undefined) throw new Error("the demo has no appointment ahead");

  return found;
}

/** The customer's page, and an empty Next page that says the same statements to the database. */
export async function benchManagePage(): Promise<string[]> {
  const database = await startBenchDatabase();
  const stops: (() => Promise<void> | void)[] = [database.stop];
  try {
    const appointment = await someAppointment(database.ownerUrl);
    const { page, pid, stop } = await startPortal(database, appointment);
    stops.push(stop);
    await autocannon({ ...page, connections: CONNECTIONS, amount: 1000 });
    const megabytes = residentMegabytes(pid);
    const empty = await startEmptyApp(database, appointment, stops);

    const { ours = 0, theirs = 0 } = await inTurns(ROUNDS, {
      ours: () => load(page),
      theirs: () => load(empty),
    });
    const [ourScripts, theirScripts] = [await scriptBytes(page), await scriptBytes(empty)];

    return [
      `manage page: ${ours.toFixed(0)}/s, empty page with the same statements: ${theirs.toFixed(0)}/s, ratio ${(ours / theirs).toFixed(2)} (aim: 0.70)`,
      `first-load JavaScript (gzip): ${String(ourScripts)} B, empty app ${String(theirScripts)} B, ratio ${(ourScripts / theirScripts).toFixed(3)} (aim: at most 1.15)`,
      `server memory after 1,000 requests: ${String(megabytes)} MB (aim: at most 350)`,
    ];
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

async function startPortal(
  database: BenchDatabase,
  appointment: { id: string; companyId: string },
) {
  const url = `http://localhost:${String(PORTAL)}`;
  const env = { ...database.env, APP_URL: url, NEXTAUTH_URL: url };
  await ensureBuild(env, { say: console.log });
  const { pid, stop } = await startServer({
    host: "127.0.0.1",
    port: PORTAL,
    env,
    write: () => undefined,
  });
  const token = manageToken(appointment.companyId, appointment.id, 1);
  const page: Page = {
    url: `${url}/c/morgenlicht/${appointment.id}`,
    headers: { cookie: `manage-${appointment.id}=${appointment.companyId}.${token}` },
  };

  return { page, pid, stop };
}

async function startEmptyApp(
  database: BenchDatabase,
  { id, companyId }: { id: string; companyId: string },
  stops: (() => Promise<void> | void)[],
): Promise<Page> {
  const statements = await recordStatements(async () => {
    const ctx = createContext(companyId, { kind: "system", name: "bench" });
    await openManagedAppointment(ctx, manageToken(companyId, id, 1));
  });
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
    // The memory that scripts/server.mjs gives the portal, too: collecting garbage earlier costs time.
    [
      "--max-old-space-size=256",
      "--max-semi-space-size=16",
      ...[next, "start", "--port", String(EMPTY), "--hostname", "127.0.0.1"],
    ],
    { cwd, env, stdio: "ignore" },
  );
  stops.push(() => {
    server.kill("SIGTERM");
  });
  const page = { url: `http://localhost:${String(EMPTY)}/`, headers: {} };
  while (
    !(await fetch(page.url).then(
      ({ ok }) => ok,
      () => false,
    ))
  )
    await wait(100);

  return page;
}

/** Requests per second at 16 connections; anything but 200 is a failed measurement. */
async function load(page: Page): Promise<number> {
  const result = await autocannon({ ...page, connections: CONNECTIONS, duration: SECONDS });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${page.url} answered with errors`);

  return result.requests.average;
}

/** Every script that the page's HTML asks for, compressed as a server would. */
async function scriptBytes({ url, headers }: Page): Promise<number> {
  const html = await (await fetch(url, { headers })).text();
  const sources = new Set(
    [...html.matchAll(/<script[^>]+src="([^"]+)"/g)].map(([, source = ""]) => source),
  );
  let bytes = 0;
  for (const source of sources) {
    const script = await (await fetch(new URL(source, url))).arrayBuffer();
    bytes += gzipSync(Buffer.from(script), { level: 6 }).length;
  }

  return bytes;
}

function residentMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, "utf8");

  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? "0") / 1024);
}

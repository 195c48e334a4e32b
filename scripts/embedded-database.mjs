import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { freePort } from "./free-port.mjs";
import { endProcess, isRunning } from "./live-process.mjs";
import { dataFolder } from "./paths.mjs";
import { postgresPrograms } from "./postgres-binaries.mjs";
import { ensureCluster, postmasterPid, readState, writeState } from "./postgres-cluster.mjs";
import { Failure } from "./run-command.mjs";

const startPatienceMs = 60_000;
const settings = [
  ...["listen_addresses=127.0.0.1", "unix_socket_directories=", "timezone=UTC"],
  // No disk turns any more: with the old default the planner reads a whole company to find some rows.
  "random_page_cost=1.1",
];
const throwAwaySettings = [
  ...["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"],
];

/** The owner's connection string of one database of an embedded server. */
export function ownerUrl({ password, port }, database = "portal") {
  return `postgresql://portal_owner:${password}@127.0.0.1:${port}/${database}`;
}

/** Opens a connection as the owner, hands it to the work and closes it. */
export async function withOwner(state, work, database = "postgres") {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: ownerUrl(state, database) });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function answers(state) {
  try {
    await withOwner(state, (client) => client.query("select 1"));

    return true;
  } catch {
    return false;
  }
}

async function waitUntilReady(state, { pid, log }) {
  const until = Date.now() + startPatienceMs;
  while (!(await answers(state))) {
    if (isRunning(pid, "postgres") && Date.now() < until) {
      await wait(50);
      continue;
    }
    const said = readFileSync(log, "utf8").trim().split("\n").slice(-8).join("\n");
    throw new Failure(
      `The built-in database did not start; its log (${log}) ends with:\n\n${said}`,
    );
  }
}

/** A kill -9 leaves postmaster.pid behind; PostgreSQL trips over it only when the id is in use again. */
function clearStalePid(cluster) {
  const pid = postmasterPid(cluster);
  if (pid !== undefined && !isRunning(pid, "postgres")) {
    rmSync(path.join(cluster, "postmaster.pid"), { force: true });
  }
}

function launch(state, { programs, log, flags }) {
  const output = openSync(log, "a", 0o600);
  const args = ["-D", state.cluster, "-p", String(state.port), ...flags.flatMap((f) => ["-c", f])];
  const child = spawn(programs.postgres, args, {
    ...programs.user,
    cwd: programs.user ? "/" : path.dirname(log),
    // Its own session: Ctrl-C in the terminal reaches only us, and we stop it last.
    detached: true,
    stdio: ["ignore", output, output],
  });
  child.on("error", () => undefined);
  child.unref();
  closeSync(output);

  return child.pid;
}

/** The running server of a data folder, or undefined: what `npm run db:url` prints. */
export async function findRunning(folder = dataFolder) {
  const state = readState(folder);
  if (!state?.port || !isRunning(postmasterPid(state.cluster), "postgres")) return undefined;

  return (await answers(state)) ? state : undefined;
}

/**
 * Starts the embedded PostgreSQL of a data folder on 127.0.0.1 and answers its state plus stop(). One
 * that already runs is used: when the process that keeps it is alive, stop() leaves it alone; when that
 * one was killed, we keep it from now on. `keep` receives stop() at once, before the server is ready;
 * `throwAway` trades durability for speed, for tests.
 */
export async function start(options = {}) {
  const { folder = dataFolder, preferredPort = 54_329, throwAway = false, keep } = options;
  const programs = await postgresPrograms();
  const state = await ensureCluster(folder, programs);
  clearStalePid(state.cluster);
  const runningPid = postmasterPid(state.cluster);
  const shared = runningPid !== undefined && isRunning(state.keeper, "node");
  const log = path.join(folder, "postgres.log");
  let pid = runningPid;
  if (runningPid === undefined) {
    state.port = await freePort(state.port ?? preferredPort);
    const flags = throwAway ? [...settings, ...throwAwaySettings] : settings;
    pid = launch(state, { programs, log, flags });
  }
  const stop = async () => {
    if (!shared) await endProcess(pid, "postgres", { signal: "SIGINT", patienceMs: 30_000 });
  };
  keep?.(stop);
  if (!shared) writeState(folder, { ...state, keeper: process.pid });
  await waitUntilReady(state, { pid, log });

  return { ...state, shared, stop };
}

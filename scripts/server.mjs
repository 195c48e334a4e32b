import { spawn } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";

import { nodeBinary, root } from "./paths.mjs";
import { Failure } from "./run-command.mjs";

const startPatienceMs = 60_000;
const stopPatienceMs = 8_000;

const toTerminal = (text) => process.stdout.write(text);

async function isHealthy(url) {
  try {
    const answer = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(2000) });

    return answer.ok;
  } catch {
    return false;
  }
}

/**
 * Left to itself V8 lets garbage lie while the machine has memory to spare. The portal lives on some
 * 100 MB, and collecting earlier costs little (docs/performance.md); NODE_OPTIONS says otherwise.
 */
export function memoryFlags({ NODE_OPTIONS = process.env.NODE_OPTIONS ?? "" }) {
  return NODE_OPTIONS.includes("space-size")
    ? []
    : ["--max-old-space-size=208", "--max-semi-space-size=16"];
}

/**
 * Starts the production server and waits until /api/health answers. What the server writes goes to `write`
 * once it is up; before that it is held back, and is the reason given when it does not come up. `keep`
 * receives stop() at once; `ended` settles with the exit code.
 */
export async function startServer({ host, port, env, keep, write = toTerminal }) {
  const server = path.join(root, "scripts", "portal-server.mjs");
  const child = spawn(nodeBinary(), [...memoryFlags(env), server], {
    cwd: root,
    env: {
      ...process.env,
      ...env,
      ...{ HOST: host, PORT: String(port) },
      ...{ NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      // glibc keeps an arena a thread and gives none back: 25 MB (docs/performance.md).
      MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX ?? "2",
    },
    // Its own session: Ctrl-C reaches only us, and we stop the server before its database.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  let sink = (text) => {
    said += text;
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => sink(text));
  }
  let running = true;
  const ended = new Promise((resolve) => {
    child.once("error", () => resolve(1));
    child.once("exit", (code) => resolve(code ?? 1));
  }).finally(() => {
    running = false;
  });
  const stop = async () => {
    if (running) child.kill("SIGTERM");
    const giveUp = setTimeout(() => child.kill("SIGKILL"), stopPatienceMs);
    await ended;
    clearTimeout(giveUp);
  };
  keep?.(stop);
  const probe = `http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}`;
  const until = Date.now() + startPatienceMs;
  while (!(await isHealthy(probe))) {
    if (!running || Date.now() > until) {
      await stop();
      throw new Failure(`The server did not start:\n\n${said.trim()}`);
    }
    await wait(100);
  }
  sink = write;

  return { pid: child.pid, ended, stop };
}

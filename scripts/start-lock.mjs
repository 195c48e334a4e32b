import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";

import { endProcess, isRunning } from "./live-process.mjs";
import { Failure } from "./run-command.mjs";

/**
 * One `npm start` per folder: refuses while another one runs, and ends the server that one left behind
 * if it was killed. Answers note(), which records what is running, and release().
 */
export async function takeStartLock(folder) {
  const file = path.join(folder, "start.json");
  let last = {};
  try {
    last = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // Nobody has started here yet, or the note was cut short by a crash.
  }
  if (last.pid !== process.pid && isRunning(last.pid, "start.mjs")) {
    throw new Failure(
      `The portal is already running from this folder${last.url ? ` at ${last.url}` : ""} ` +
        `(process ${last.pid}). Stop that one first.`,
    );
  }
  await endProcess(last.serverPid, "portal-server");

  const note = (facts) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, JSON.stringify({ pid: process.pid, ...facts }));
  };
  note({});

  return { note, release: () => rmSync(file, { force: true }) };
}

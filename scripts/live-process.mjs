import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

function commandOf(pid) {
  if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8");

  return execFileSync("ps", ["-p", String(pid), "-o", "command="], { encoding: "utf8" });
}

/**
 * True when this process runs and its command line contains the word: a process id alone may since have
 * been given to somebody else.
 */
export function isRunning(pid, word) {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  try {
    return commandOf(pid).includes(word);
  } catch {
    return false;
  }
}

/** Asks a process to end and waits; after the patience given it is killed. */
export async function endProcess(pid, word, { signal = "SIGTERM", patienceMs = 10_000 } = {}) {
  const until = Date.now() + patienceMs;
  if (isRunning(pid, word)) process.kill(pid, signal);
  while (isRunning(pid, word)) {
    if (Date.now() > until) process.kill(pid, "SIGKILL");
    await wait(50);
  }
}

import { spawn } from "node:child_process";
import process from "node:process";

import { root } from "./paths.mjs";

const commands = new Set();

/** A failure the reader can act on: printed as its sentence alone, without a stack. */
export class Failure extends Error {}

/**
 * Runs a command to its end and answers its exit code and everything it wrote. With `show` it writes to
 * this terminal instead and the output stays empty.
 */
export function runCommand(command, args, { show = false, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: show ? "inherit" : ["ignore", "pipe", "pipe"],
      ...options,
    });
    commands.add(child);
    let stdout = "";
    let output = "";
    child.stdout?.setEncoding("utf8").on("data", (text) => {
      stdout += text;
      output += text;
    });
    child.stderr?.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
    child.once("error", reject);
    child.once("close", (code) => {
      commands.delete(child);
      resolve({ code: code ?? 1, stdout, output });
    });
  });
}

/** Ends the commands that still run, because the script that started them was asked to stop. */
export function endCommands() {
  for (const child of commands) child.kill("SIGTERM");
}

/** Runs a command quietly; when it fails, throws its sentence followed by what the command said. */
export async function runOrFail(sentence, { command, args, ...options }) {
  const { code, output } = await runCommand(command, args, options);
  if (code !== 0) throw new Failure([sentence, output.trim()].filter(Boolean).join("\n\n"));
}

/** Ends the script: a Failure as its sentence, anything else with its stack, because it is our bug. */
export function exitWith(error) {
  process.stderr.write(`\n${error instanceof Failure ? error.message : (error?.stack ?? error)}\n`);
  process.exitCode = 1;
}

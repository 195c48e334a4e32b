import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";

import { nodeBinary, packageFile } from "./paths.mjs";
import { Failure, runCommand } from "./run-command.mjs";

// Without the windows that nobody sees, Chromium takes half of the time; it is what Playwright would bring along.
const shell = "chromium-headless-shell";
const commands = [
  shell,
  ...["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"],
  ...["microsoft-edge", "brave-browser"],
];
const applications = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** A browser that is there may still lack a library, or be a stub that asks for a snap. */
function runs(file) {
  if (!existsSync(file)) return false;
  if (process.platform === "win32") return true;

  return spawnSync(file, ["--version"], { timeout: 20_000 }).status === 0;
}

function ofPlaywright() {
  try {
    return createRequire(import.meta.url)("@playwright/test").chromium.executablePath();
  } catch {
    return "";
  }
}

function candidates() {
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
  const onPath = commands.flatMap((name) => folders.map((folder) => path.join(folder, name)));

  return [...onPath, ...applications, ofPlaywright()];
}

/**
 * The Chromium-like browser to test with: CHROMIUM_PATH, else one of the system, else Playwright's own.
 * It is remembered in CHROMIUM_PATH, so that the processes started from here do not search again.
 */
export function findBrowser() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (existsSync(given)) return given;
    throw new Failure(`CHROMIUM_PATH names a file that is not there: ${given}`);
  }
  const found = candidates().find((file) => file && runs(file));
  if (found) process.env.CHROMIUM_PATH = found;

  return found;
}

/** Commands that may bring a browser to this machine, the least intrusive first. */
function installations() {
  const playwright = [packageFile("@playwright", "test", "cli.js")];
  const mayInstall = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  const install = ["install", "-y", "--no-install-recommends"];
  const apt = (...args) => ["apt-get", ["-qq", "-o", "DPkg::Lock::Timeout=120", ...args]];

  return [
    [nodeBinary(), [...playwright, "install", "chromium"]],
    ...(mayInstall
      ? [apt("update"), ...[shell, "chromium"].map((name) => apt(...install, name))]
      : []),
    ...(mayInstall ? [[nodeBinary(), [...playwright, "install-deps", "chromium"]]] : []),
  ];
}

/** Finds a browser or installs one; throws a sentence that says what to do when neither works. */
export async function ensureBrowser({ say }) {
  const there = findBrowser();
  if (there) return there;

  const env = {
    ...process.env,
    PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "15000",
    DEBIAN_FRONTEND: "noninteractive",
  };
  for (const [command, args] of installations()) {
    say(
      `No browser yet; trying: ${path.basename(command)} ${args.filter((word) => /^[a-z][a-z-]+$/.test(word)).join(" ")} …`,
    );
    await runCommand(command, args, { env }).catch(() => undefined);
    const found = findBrowser();
    if (found) return found;
  }
  throw new Failure(
    "The browser tests need Chromium or Chrome and none could be installed. Install one " +
      "(Debian: apt-get install chromium), or set CHROMIUM_PATH to its program.",
  );
}

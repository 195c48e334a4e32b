import process from "node:process";

import { ensureBuild, ensureClient } from "./build.mjs";
import { connectDemo, startCalcomSimulator } from "./calcom-simulator.mjs";
import { prepareDatabase, startDemoDatabase } from "./demo-database.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { localEnvironment, ownDatabase, setupLink } from "./environment.mjs";
import { freePort } from "./free-port.mjs";
import { startMailSimulator } from "./mail-simulator.mjs";
import { dataFolder } from "./paths.mjs";
import { endCommands, exitWith, Failure } from "./run-command.mjs";
import { startServer } from "./server.mjs";
import { takeStartLock } from "./start-lock.mjs";

const loopback = ["127.0.0.1", "localhost", "::1"];
const say = (line) => process.stdout.write(`${line}\n`);

/** What was started, to be stopped in the opposite order. */
const running = [];
let stopping;

function keep(stop) {
  if (stopping) void stop();
  else running.push(stop);
}

function stopAll() {
  stopping ??= (async () => {
    endCommands();
    while (running.length > 0) await running.pop()();
  })();

  return stopping;
}

function stopAndExit() {
  void stopAll().then(() => process.exit(0));
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stopAndExit);
// A signal sent to npm ends npm and its shell, and may never reach this process.
const parent = process.ppid;
setInterval(() => {
  if (process.env.npm_lifecycle_event && process.ppid !== parent) stopAndExit();
}, 500).unref();
// A closed terminal must not keep us from stopping what we started.
process.stdout.on("error", () => undefined);
process.stderr.on("error", () => undefined);

async function choosePort() {
  const wanted = Number(process.env.PORT || 3000);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > 65_535) {
    throw new Failure(`PORT must be a number from 1 to 65535, not "${process.env.PORT}".`);
  }
  const port = await freePort(wanted);
  if (port !== wanted)
    say(`Port ${wanted} is taken by another program, so the portal uses ${port}.`);

  return port;
}

async function openOwnDatabase(address) {
  const { ownerUrl, rolePassword, env } = ownDatabase();
  const prepared = await prepareDatabase({
    owner: ownerUrl,
    rolePassword,
    demo: false,
    env: { ...address, ...env },
  });

  return { env, ...prepared };
}

async function openDemo(address) {
  const env = localEnvironment(dataFolder);
  const { signIns, isEmpty, databaseUrl } = await startDemoDatabase({
    folder: dataFolder,
    keep,
    env: { ...address, ...env },
  });

  return { env: { ...env, DATABASE_URL: databaseUrl }, signIns, isEmpty };
}

const wantsCalcom = () =>
  process.argv.includes("--calcom") || process.env.CALCOM_SIMULATOR === "on";

function announce({ url, host, signIns, mails, calendar }) {
  say(`\n  The portal is running:  ${url}`);
  if (calendar.url) say(`  Cal.com, simulated:     ${calendar.url}  (key ${calendar.key})`);
  if (signIns.length > 0) {
    say(`  Mails it sends:         ${mails}\n\n  Demo sign-ins`);
    const width = Math.max(...signIns.map(({ role }) => role.length));
    for (const { role, email, password } of signIns) {
      say(`    ${role.padEnd(width)}  ${email}  ${password}`);
    }
    if (!loopback.includes(host)) {
      say(
        `\n  HOST is ${host}: everybody on this network can use these sign-ins and read the mails.`,
      );
    }
  }
  say("\n  Stop it with Ctrl-C. The data stays.\n");
}

async function main() {
  const lock = await takeStartLock(dataFolder);
  keep(lock.release);
  await ensureDependencies({ say });
  await ensureClient({ say });
  const host = process.env.HOST || "127.0.0.1";
  const port = await choosePort();
  const url = process.env.APP_URL || process.env.NEXTAUTH_URL || `http://localhost:${port}`;
  const address = { APP_URL: url, NEXTAUTH_URL: process.env.NEXTAUTH_URL || url };
  const isDemo = !process.env.DATABASE_URL;
  const { env, signIns, isEmpty } = await (isDemo ? openDemo(address) : openOwnDatabase(address));
  await ensureBuild({ ...address, ...env }, { say });
  if (stopping) return;
  const portal = `http://127.0.0.1:${port}`;
  const mail =
    process.env.MAIL_SIMULATOR === "on"
      ? await startMailSimulator({ folder: dataFolder, portal, keep })
      : { url: `${url}/mailbox`, env: {} };
  const calendar = wantsCalcom()
    ? await startCalcomSimulator({ folder: dataFolder, keep })
    : { env: {} };
  const serverEnv = { ...address, ...env, ...mail.env, ...calendar.env };
  if (isDemo && calendar.url) await connectDemo(calendar.url, serverEnv);
  const server = await startServer({ host, port, keep, env: serverEnv });
  lock.note({ url, serverPid: server.pid });
  announce({ url, host, signIns, mails: mail.url, calendar });
  // Waits here for as long as the portal runs.
  const code = await server.ended;
  if (!stopping) throw new Failure(`The server ended by itself (exit code ${code}).`);
}

try {
  await main();
} catch (error) {
  if (!stopping) exitWith(error);
}
await stopAll();

import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import process from "node:process";

import { freePort } from "./free-port.mjs";
import { nodeBinary, root, typescript } from "./paths.mjs";
import { Failure, runOrFail } from "./run-command.mjs";

const preferredPort = 8026;

/**
 * Starts the simulated Cal.com beside the portal, with the demo salon's account, and answers what the server needs
 * to reach it. Its bookings are kept in the data folder: otherwise a new start would look as if
 * somebody had deleted them all there.
 */
export async function startCalcomSimulator({ folder, keep }) {
  const port = await freePort(preferredPort);
  const child = spawn(nodeBinary(), typescript("scripts/simulators/calcom.mjs"), {
    env: {
      ...process.env,
      CALCOM_SIMULATOR_PORT: String(port),
      CALCOM_SIMULATOR_FILE: path.join(folder, "calcom-simulator.json"),
      CALCOM_SIMULATOR_ACCOUNT: path.join(root, "prisma", "demo", "calcom-account.ts"),
    },
    // Its own session: Ctrl-C reaches only us, and we stop it after the server.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (said += text));
  const ended = once(child, "exit").then(() => false);
  keep(async () => {
    child.kill("SIGTERM");
    await ended;
  });
  const isUp = await Promise.race([once(child.stdout, "data").then(() => true), ended]);
  if (!isUp) throw new Failure(`The simulated Cal.com did not start:\n\n${said.trim()}`);

  const env = { CALCOM_ALLOW_PRIVATE_HOSTS: "on" };

  return { url: `http://127.0.0.1:${port}`, key: "cal_live_morgenlicht", env };
}

/** Connects the demo salon to its simulated Cal.com, whose port may be another one than last time. */
export async function connectDemo(url, env) {
  await runOrFail("The demo could not be connected to its simulated Cal.com.", {
    command: nodeBinary(),
    args: typescript("scripts/connect-demo-calendar.ts"),
    env: { ...process.env, ...env, DEMO_CALCOM_URL: url },
  });
}

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import path from "node:path";
import process from "node:process";

import { freePort } from "./free-port.mjs";
import { nodeBinary, root } from "./paths.mjs";

const preferredPort = 8025;

/**
 * Starts Resend's simulator beside the portal and answers what the server needs to take it for Resend.
 * What it has accepted is kept in the data folder, so that it is still known at the next start.
 */
export async function startMailSimulator({ folder, portal, keep }) {
  const port = await freePort(preferredPort);
  const shared = {
    RESEND_API_KEY: `re_${randomBytes(16).toString("hex")}`,
    RESEND_WEBHOOK_SECRET: `whsec_${randomBytes(32).toString("base64")}`,
  };
  const child = spawn(nodeBinary(), [path.join(root, "scripts", "simulators", "resend.mjs")], {
    env: {
      ...process.env,
      ...shared,
      SIMULATOR_PORT: String(port),
      SIMULATOR_FILE: path.join(folder, "resend-simulator.jsonl"),
      SIMULATOR_WEBHOOK_URL: `${portal}/api/webhooks/resend`,
    },
    // Its own session: Ctrl-C reaches only us, and we stop it after the server.
    detached: true,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = once(child, "exit");
  keep(async () => {
    child.kill("SIGTERM");
    await ended;
  });
  await Promise.race([once(child.stdout, "data"), ended]);
  const url = `http://127.0.0.1:${port}`;

  return { url, env: { ...shared, RESEND_BASE_URL: url } };
}

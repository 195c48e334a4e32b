import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";

import { ensureBuild, ensureClient } from "../../scripts/build.mjs";
import { startCalcomSimulator } from "../../scripts/calcom-simulator.mjs";
import { startDemoDatabase } from "../../scripts/demo-database.mjs";
import { ownerUrl } from "../../scripts/embedded-database.mjs";
import { localEnvironment } from "../../scripts/environment.mjs";
import { ensureBrowser } from "../../scripts/find-browser.mjs";
import { freePort } from "../../scripts/free-port.mjs";
import { startServer } from "../../scripts/server.mjs";

const say = (line) => process.stdout.write(`${line}\n`);
const log = "test-results/server.log";

/** Settings of the developer's own shell that would make the tests act on something real. */
const foreign = [
  ...["DATABASE_URL", "DATABASE_OWNER_URL", "RESEND_API_KEY", "RESEND_BASE_URL", "MAILBOX_ACCESS"],
  ...["AUTH_SECRET", "NEXTAUTH_SECRET", "CRON_SECRET", "LINK_SECRET", "NEXTAUTH_URL", "APP_URL"],
];

/**
 * Starts the portal that the browser tests visit: an own database in a temporary folder with the same
 * demo as `npm start`, and the production build. The tests find it in E2E_BASE_URL and E2E_OWNER_URL, its
 * secrets under their usual names, and a simulated Cal.com in E2E_CALCOM_URL.
 */
export default async function startPortal() {
  for (const name of foreign) delete process.env[name];
  const folder = mkdtempSync(path.join(os.tmpdir(), "portal-e2e-"));
  const running = [];
  const keep = (stop) => running.push(stop);
  let cluster;
  const stopAll = async () => {
    while (running.length > 0) await running.pop()();
    if (cluster) rmSync(cluster, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await ensureBrowser({ say });
    await ensureClient({ say });
    const port = await freePort(3100);
    const url = `http://localhost:${port}`;
    const env = { ...localEnvironment(folder, {}), APP_URL: url, NEXTAUTH_URL: url };
    await ensureBuild({ ...env, DATABASE_URL: "postgresql://localhost/unused" }, { say });
    const options = { preferredPort: 54_500, throwAway: true, keep };
    const { server, databaseUrl } = await startDemoDatabase({ folder, env, ...options });
    cluster = server.cluster;
    const write = (text) => writeFileSync(log, text, { flag: "a" });
    mkdirSync(path.dirname(log), { recursive: true });
    const calendar = await startCalcomSimulator({ folder, keep });
    const serverEnv = { ...env, ...calendar.env, DATABASE_URL: databaseUrl, LOG_LEVEL: "warn" };
    await startServer({ host: "127.0.0.1", port, env: serverEnv, keep, write });
    Object.assign(process.env, serverEnv, {
      ...{ E2E_BASE_URL: url, E2E_OWNER_URL: ownerUrl(server), E2E_CALCOM_URL: calendar.url },
    });
  } catch (error) {
    await stopAll();
    throw error;
  }

  return stopAll;
}

import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

import { startDemoDatabase } from "../../scripts/demo-database.mjs";
import { ownerUrl } from "../../scripts/embedded-database.mjs";
import { localEnvironment } from "../../scripts/environment.mjs";

export type BenchDatabase = {
  env: Record<string, string>;
  ownerUrl: string;
  stop: () => Promise<void>;
};

/**
 * The demo in a database of its own, without waiting for the disk: what is compared is our work, and
 * a slow disk would make everything look alike.
 */
export async function startBenchDatabase(): Promise<BenchDatabase> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "portal-bench-"));
  const local = { ...localEnvironment(folder, {}), LOG_LEVEL: "error", SCHEDULER: "off" };
  const { server, databaseUrl } = await startDemoDatabase({
    folder,
    env: local,
    preferredPort: 54_600,
    throwAway: true,
  });
  const env = { ...local, DATABASE_URL: databaseUrl };
  Object.assign(process.env, env);

  return {
    env,
    ownerUrl: ownerUrl(server),
    stop: async () => {
      await server.stop();
      rmSync(server.cluster, { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";

import { ensureAppRole } from "../../prisma/app-role";
import { migrate } from "../../prisma/migrate";
import { createDatabase } from "../../scripts/databases.mjs";
import { ownerUrl, start, type Started } from "../../scripts/embedded-database.mjs";

declare module "vitest" {
  // Only an interface can be added to.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  export interface ProvidedContext {
    testServer: { port: number; password: string; rolePassword: string };
  }
}

const rolePassword = "only-for-tests";

/** One throw-away PostgreSQL for the whole run, with a migrated template that workers copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "portal-db-test-"));
  let server: Started | undefined;
  const clear = async () => {
    await server?.stop();
    if (server) await rm(server.cluster, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  };
  try {
    server = await start({ folder, preferredPort: 54_400, throwAway: true });
    await createDatabase(server, "template_portal");
    await ensureAppRole(ownerUrl(server, "template_portal"), rolePassword);
    await migrate(ownerUrl(server, "template_portal"));
    project.provide("testServer", { port: server.port, password: server.password, rolePassword });
  } catch (error) {
    await clear();
    throw error;
  }

  return clear;
}

import process from "node:process";
import pg from "pg";

import { ensureAppRole } from "../prisma/app-role";
import { demoSignIns } from "../prisma/demo";
import { migrate } from "../prisma/migrate";

const oldestServer = 15;

async function requireSupportedServer(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const { rows } = await client.query<{ version: string }>("show server_version");
  await client.end();
  const version = rows[0]?.version ?? "";
  if (Number.parseInt(version, 10) < oldestServer) {
    throw new Error(`PostgreSQL ${version} is too old: ${oldestServer} or newer is needed.`);
  }
}

/** The demo is written beside the schema; a database that has a company already keeps what it has. */
async function seedWhenEmpty(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const { rowCount } = await client.query("select from companies limit 1");
  await client.end();
  if (rowCount === 0) {
    const { seed } = await import("../prisma/seed");
    await seed(ownerUrl);
  }
}

/** Nobody has an account yet: the start prints the link that sets the installation up. */
async function isEmpty(ownerUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const { rowCount } = await client.query("select from users limit 1");
  await client.end();

  return rowCount === 0;
}

/** Role, tables, demo: run by start.mjs and the browser tests; answers one line of JSON on stdout. */
async function prepare(ownerUrl: string): Promise<void> {
  const { PORTAL_ROLE_PASSWORD: password, PORTAL_DEMO: demo } = process.env;
  await requireSupportedServer(ownerUrl);
  if (password) await ensureAppRole(ownerUrl, password);
  const applied = await migrate(ownerUrl);
  if (demo === "on") await seedWhenEmpty(ownerUrl);
  const signIns = demo === "on" ? demoSignIns : [];
  process.stdout.write(
    `\n${JSON.stringify({ applied, signIns, isEmpty: await isEmpty(ownerUrl) })}\n`,
  );
}

try {
  await prepare(process.env["PORTAL_OWNER_URL"] ?? "");
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

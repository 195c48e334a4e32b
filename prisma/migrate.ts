import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import pg from "pg";

type Migration = { name: string; sql: string };
type Applied = { name: string; checksum: string; finished: boolean };

/** A refusal the operator can act on; nothing was changed when it is thrown. */
export class MigrationRefused extends Error {}

/** Every command of this project runs in its root folder. */
const migrationsFolder = path.join(process.cwd(), "prisma", "migrations");

/** The advisory lock that `prisma migrate` takes, so the two never run at the same time. */
const prismaLock = 72707369;

/** Prisma's own table, column for column: `prisma migrate deploy` reads it and finds nothing to do. */
const prismaTable = `
  create table if not exists _prisma_migrations (
    id varchar(36) primary key not null,
    checksum varchar(64) not null,
    finished_at timestamptz,
    migration_name varchar(255) not null,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz not null default now(),
    applied_steps_count integer not null default 0
  )`;

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => ({ name, sql: readFileSync(path.join(folder, name, "migration.sql"), "utf8") }));
}

function checksum(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Git may check a file out with either line ending; Prisma accepts both, and so do we. */
function matches(applied: Applied, sql: string): boolean {
  const unix = sql.replaceAll("\r\n", "\n");

  return [sql, unix, unix.replaceAll("\n", "\r\n")].some(
    (text) => checksum(text) === applied.checksum,
  );
}

async function readApplied(client: pg.Client): Promise<Map<string, Applied>> {
  const { rows } = await client.query<Applied>(
    `select migration_name as name, checksum, finished_at is not null as finished
       from _prisma_migrations where rolled_back_at is null order by started_at`,
  );

  return new Map(rows.map((row) => [row.name, row]));
}

function refuseIfUnsafe(migrations: Migration[], applied: Map<string, Applied>): void {
  for (const { name, finished } of applied.values()) {
    if (!finished) {
      throw new MigrationRefused(
        `The migration ${name} failed half-way earlier. Repair the database, then mark it with: ` +
          `npx prisma migrate resolve --rolled-back ${name}`,
      );
    }
  }
  for (const { name, sql } of migrations) {
    const known = applied.get(name);
    if (known && !matches(known, sql)) {
      throw new MigrationRefused(
        `The migration ${name} was edited after it was applied. Restore the file and write a new migration.`,
      );
    }
  }
}

async function applyOne(client: pg.Client, { name, sql }: Migration): Promise<void> {
  const startedAt = new Date();
  await client.query("begin");
  try {
    await client.query(sql);
    await client.query(
      `insert into _prisma_migrations
         (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
       values ($1, $2, clock_timestamp(), $3, $4, 1)`,
      [randomUUID(), checksum(sql), name, startedAt],
    );
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The migration ${name} failed and left nothing behind: ${reason}`, {
      cause: error,
    });
  }
}

/** The name of the last migration of this source tree: a database that has it is up to date. */
export function newestMigrationName(folder = migrationsFolder): string | undefined {
  return readMigrations(folder).at(-1)?.name;
}

/**
 * Applies what is missing, each migration in one transaction, and answers the names it applied. Runners
 * wait for each other; throws MigrationRefused when the history does not match the files.
 */
export async function migrate(ownerUrl: string, folder = migrationsFolder): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [prismaLock]);
    await client.query(prismaTable);
    const migrations = readMigrations(folder);
    const applied = await readApplied(client);
    refuseIfUnsafe(migrations, applied);
    const missing = migrations.filter(({ name }) => !applied.has(name));
    for (const migration of missing) await applyOne(client, migration);

    return missing.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

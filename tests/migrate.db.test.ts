import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { appUrl, ensureAppRole } from "@/prisma/app-role";
import { migrate, MigrationRefused, newestMigrationName } from "@/prisma/migrate";
import { owner } from "@/tests/support/database";

let folder: string;
let url: string;
/** Not a pool: that one says it has ended while its connections still close, and the next test drops this database. */
let database: pg.Client;

async function write(name: string, sql: string): Promise<void> {
  await mkdir(path.join(folder, name), { recursive: true });
  await writeFile(path.join(folder, name, "migration.sql"), sql);
}

async function tables(): Promise<string[]> {
  const { rows } = await database.query<{ tablename: string }>(
    "select tablename from pg_tables where schemaname = 'public' order by 1",
  );

  return rows.map(({ tablename }) => tablename);
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "portal-migrations-"));
  const own = new URL(process.env["TEST_OWNER_URL"]!);
  own.pathname += "_migrate";
  url = own.href;
  await owner.query(`drop database if exists "${own.pathname.slice(1)}" with (force)`);
  await owner.query(`create database "${own.pathname.slice(1)}" template template0`);
  database = new pg.Client({ connectionString: url });
  await database.connect();
  await write("20260101000000_first", "create table first (id int); create table second (id int);");
  await write("20260102000000_next", "alter table first add note text;");
});

afterEach(async () => {
  await database.end();
  await rm(folder, { recursive: true });
});

describe("the migration runner", () => {
  it("applies what is missing in order, and nothing the second time", async () => {
    await expect(migrate(url, folder)).resolves.toEqual([
      "20260101000000_first",
      "20260102000000_next",
    ]);
    await expect(migrate(url, folder)).resolves.toEqual([]);
    await write("20260103000000_later", "drop table second;");
    await expect(migrate(url, folder)).resolves.toEqual(["20260103000000_later"]);
    expect(newestMigrationName(folder)).toBe("20260103000000_later");
  });

  it("keeps Prisma's record: hash of the file, one step, finished", async () => {
    await migrate(url, folder);

    const { rows } = await database.query(
      "select * from _prisma_migrations order by migration_name",
    );
    expect(rows).toHaveLength(2);
    expect(rows[1]).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      checksum: "48f21aa4108608c4939137ecc2f7637317dc41e7375b26c6aa8e618abb5a37d9",
      migration_name: "20260102000000_next",
      finished_at: expect.any(Date) as Date,
      applied_steps_count: 1,
      logs: null,
      rolled_back_at: null,
    });
  });

  it("refuses a file that was edited after it was applied", async () => {
    await migrate(url, folder);
    await write("20260102000000_next", "alter table first add other text;");

    const again = migrate(url, folder);
    await expect(again).rejects.toThrow(MigrationRefused);
    await expect(again).rejects.toThrow("20260102000000_next was edited");
  });

  it("accepts the same file with the other line ending", async () => {
    await write("20260103000000_lines", "select 1;\nselect 2;\n");
    await migrate(url, folder);
    await write("20260103000000_lines", "select 1;\r\nselect 2;\r\n");

    await expect(migrate(url, folder)).resolves.toEqual([]);
  });

  it("leaves nothing of a migration that fails, and keeps those before it", async () => {
    await write("20260103000000_broken", "create table third (id int); select 1 / 0;");

    await expect(migrate(url, folder)).rejects.toThrow("20260103000000_broken failed");
    expect(await tables()).toEqual(["_prisma_migrations", "first", "second"]);
    await write("20260103000000_broken", "create table third (id int);");
    await expect(migrate(url, folder)).resolves.toEqual(["20260103000000_broken"]);
  });

  it("refuses while Prisma has a failed migration on record", async () => {
    await migrate(url, folder);
    await database.query("update _prisma_migrations set finished_at = null");

    await expect(migrate(url, folder)).rejects.toThrow("failed half-way");
  });

  it("lets two runners at once apply each migration exactly once", async () => {
    await write("20260103000000_slow", "select pg_sleep(0.3); create table slow (id int);");

    const applied = await Promise.all([migrate(url, folder), migrate(url, folder)]);
    expect(applied.map((names) => names.length).sort()).toEqual([0, 3]);
  });
});

describe("the app's role", () => {
  it("gets the password given, from two starts at once, and owns no right over others", async () => {
    await Promise.all([ensureAppRole(url, "only-for-tests"), ensureAppRole(url, "only-for-tests")]);

    const app = new pg.Client({ connectionString: appUrl(url, "only-for-tests") });
    await app.connect();
    const { rows } = await app.query(
      "select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = current_user",
    );
    await app.end();
    expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false }]);
  });
});

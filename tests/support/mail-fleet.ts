import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";

import { appUrl, ensureAppRole } from "../../prisma/app-role";
import { migrate } from "../../prisma/migrate";
import { ownerUrl, start, type Started } from "../../scripts/embedded-database.mjs";
import { postmasterPid } from "../../scripts/postgres-cluster.mjs";
import { type Simulator, startSimulator } from "./start-simulator";

const ROLE_PASSWORD = "only-for-tests";
const API_KEY = "re_kill_test";
const LOOK_EVERY_MS = 25;

export type MailFleet = Awaited<ReturnType<typeof openMailFleet>>;

/** A database, a provider and the processes that drain the one into the other, each to be killed. */
export async function openMailFleet({ leaseSeconds }: { leaseSeconds: number }) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "portal-kills-"));
  const simulator = await startSimulator({
    RESEND_API_KEY: API_KEY,
    SIMULATOR_FILE: path.join(folder, "accepted.jsonl"),
  });
  const database = await openDatabase(folder);
  const workers = startWorkers(database.state, { simulator, leaseSeconds });
  await addCompany(database);

  return {
    ...{ simulator, database, workers },
    queueMails: (mails: number) => queueMails(database, mails),
    accepted: async () => (await simulator.summary()).accepted,
    close: async () => {
      workers.stop();
      await database.close();
      await simulator.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function until(isSo: () => Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + 120_000;
  for (;;) {
    const answer = await isSo().catch(() => false);
    if (answer) return;
    if (Date.now() > giveUpAt) throw new Error("the workers did not get on with it");
    await wait(LOOK_EVERY_MS);
  }
}

type Database = Awaited<ReturnType<typeof openDatabase>>;

/** A cluster of its own that does wait for the disk: what was committed outlives a crash. */
async function openDatabase(folder: string) {
  let server: Started = await start({ folder, preferredPort: 54_700 });
  const url = ownerUrl(server, "postgres");
  await ensureAppRole(url, ROLE_PASSWORD);
  await migrate(url);
  const query = async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) => {
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => undefined);
    await client.connect();
    try {
      return (await client.query<Row>(sql, values)).rows;
    } finally {
      await client.end();
    }
  };

  return {
    state: server,
    query,
    count: async (where: string) => {
      const [row] = await query<{ count: number }>(
        `select count(*)::int as count from invitation_email_queue where ${where}`,
      );

      return row?.count ?? Number.NaN;
    },
    /** SIGQUIT is `pg_ctl stop -m immediate`: no checkpoint, no goodbye. */
    crash: async () => {
      process.kill(postmasterPid(server.cluster) ?? 0, "SIGQUIT");
      await until(() => Promise.resolve(postmasterPid(server.cluster) === undefined));
      server = await start({ folder, preferredPort: server.port });
    },
    close: async () => {
      await server.stop();
      rmSync(server.cluster, { recursive: true, force: true });
    },
  };
}

async function addCompany({ query }: Database): Promise<void> {
  await query(
    `with company as (insert into companies (slug, name, is_pilot) values ('salon', 'Salon', true) returning id),
       person as (insert into users (email, email_normalised, name)
         values ('a@example.org', 'a@example.org', 'Jana Richter') returning id)
     insert into memberships (company_id, user_id, role)
     select company.id, person.id, 'owner' from company, person`,
  );
}

async function queueMails({ query }: Database, mails: number): Promise<void> {
  await query(
    `with addresses as (
       select 'p' || gen_random_uuid() || '@example.org' as email from generate_series(1, $1::int)
     ), invited as (
       insert into user_invitations (company_id, email, email_normalised, role, invited_by, token_hash)
       select company_id, email, email, 'staff', id, '' from memberships, addresses
       returning company_id, id)
     insert into invitation_email_queue (company_id, invitation_id, token_generation)
     select company_id, id, 1 from invited`,
    [mails],
  );
}

type Setting = { simulator: Simulator; leaseSeconds: number };

function startWorkers(state: Started, { simulator, leaseSeconds }: Setting) {
  const running: ChildProcess[] = [];
  const atWork: ChildProcess[] = [];
  const secret = "only-for-tests-and-long-enough-for-the-schema";
  const env = {
    ...process.env,
    DATABASE_URL: appUrl(ownerUrl(state, "postgres"), ROLE_PASSWORD),
    RESEND_API_KEY: API_KEY,
    RESEND_BASE_URL: simulator.url,
    ...{ AUTH_SECRET: secret, CRON_SECRET: secret, LINK_SECRET: secret, LOG_LEVEL: "silent" },
    ...{ LEASE_SECONDS: String(leaseSeconds), DATABASE_POOL_SIZE: "5" },
  };

  const prepare = (): Prepared => {
    const args = ["--conditions=react-server", "--import", "tsx", "tests/support/drain-worker.ts"];
    const child = spawn(process.execPath, args, { env, stdio: ["pipe", "pipe", "ignore"] });
    running.push(child);

    return { child, ready: once(child.stdout, "data") };
  };
  let spare = prepare();

  return {
    /** One that is up already goes to work; how long a process takes to start is not the queue's affair. */
    add: async () => {
      const { child, ready } = spare;
      await ready;
      child.stdin?.write("go");
      atWork.push(child);
      spare = prepare();
    },
    /** The oldest one, without a word. */
    kill: () => {
      atWork.shift()?.kill("SIGKILL");
    },
    stop: () => {
      for (const child of running) child.kill("SIGKILL");
    },
  };
}

type Prepared = { child: ChildProcess; ready: Promise<unknown> };

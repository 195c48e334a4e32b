import { expect, test } from "@playwright/test";
import { readFileSync } from "node:fs";

import { cronSecret, row, sql } from "./support/portal";

const authorized = () => ({ authorization: `Bearer ${cronSecret()}` });

type CronEntry = { path: string; schedule: string };
const { crons } = JSON.parse(readFileSync("vercel.json", "utf8")) as { crons: CronEntry[] };

for (const { path } of crons) {
  test(`${path} works with the secret, and with nothing else`, async ({ request }) => {
    for (const authorization of ["", "Bearer wrong", cronSecret(), `bearer ${cronSecret()}`]) {
      expect((await request.get(path, { headers: { authorization } })).status()).toBe(401);
    }
    const answer = await request.get(path, { headers: authorized() });
    expect([200, 409]).toContain(answer.status());
    const body = (await answer.json()) as Record<string, unknown>;
    expect(body["job"]).toBe(path.split("/").at(-1));
    expect(body["status"]).toMatch(/^(succeeded|already-running)$/);
  });
}

test("a job nobody knows is unknown, but only to those who know the secret", async ({
  request,
}) => {
  expect((await request.get("/api/cron/nothing")).status()).toBe(401);
  expect((await request.get("/api/cron/nothing", { headers: authorized() })).status()).toBe(404);
});

test("while one run is open, another says so", async ({ request }) => {
  await sql(
    `insert into cron_runs (job, lease_until) values ('cleanup-expired-invitations', now() + interval '1 minute')
     on conflict do nothing`,
  );
  const answer = await request.get("/api/cron/cleanup-expired-invitations", {
    headers: authorized(),
  });
  expect(answer.status()).toBe(409);
  expect(await answer.json()).toMatchObject({ status: "already-running" });

  await sql(
    "update cron_runs set lease_until = now() - interval '1 second' where finished_at is null and job = 'cleanup-expired-invitations'",
  );
  const after = await request.get("/api/cron/cleanup-expired-invitations?dryRun=1", {
    headers: authorized(),
  });
  expect(await after.json()).toMatchObject({ status: "succeeded", isDryRun: true });
});

test("health tells the newest migration, and that a job was missed", async ({ request }) => {
  const { name } = await row<{ name: string }>(
    "select migration_name as name from _prisma_migrations order by 1 desc limit 1",
  );
  for (const { path } of crons) await request.get(path, { headers: authorized() });
  const answer = await request.get("/api/health");

  expect(await answer.json()).toEqual({
    status: "ok",
    live: true,
    ready: true,
    migration: name,
    lateJobs: [],
    failingJobs: [],
    mailPaused: null,
    calendarsInTrouble: 0,
  });

  // As if this installation were a day old, and its clean-up had never run.
  await sql("update _prisma_migrations set finished_at = finished_at - interval '3 days'");
  await sql("delete from cron_runs where job = 'cleanup-expired-invitations'");
  const later = await request.get("/api/health");
  expect(later.status()).toBe(200);
  expect(await later.json()).toMatchObject({ status: "degraded", ready: true });
  expect(((await later.json()) as { lateJobs: string[] }).lateJobs).toContain(
    "cleanup-expired-invitations",
  );
  await sql("update _prisma_migrations set finished_at = finished_at + interval '3 days'");
});

import { beforeEach, describe, expect, it, vi } from "vitest";

import { type Job, runJob } from "@/lib/jobs/run-job";
import { readHistory } from "@/lib/platform/cron-ledger";
import { owner } from "@/tests/support/database";
import { stored } from "@/tests/support/salon";

beforeEach(async () => {
  await owner.query("delete from cron_runs");
});

const job = (run: Job["run"], change: Partial<Job> = {}): Job => ({
  name: "count-sheep",
  schedule: "* * * * *",
  budgetSeconds: 60,
  hasDryRun: true,
  run,
  ...change,
});
const counting = job(() => Promise.resolve({ sheep: 3 }));
const runs = () => stored("select * from cron_runs order by started_at, id");

describe("runJob", () => {
  it("runs a job and keeps what it did", async () => {
    await expect(runJob(counting)).resolves.toMatchObject({
      status: "succeeded",
      counts: { sheep: 3 },
    });

    expect(await runs()).toMatchObject([
      {
        job: "count-sheep",
        is_dry_run: false,
        outcome: "succeeded",
        counts: { sheep: 3 },
        error: null,
      },
    ]);
    const [row] = await runs();
    expect(row?.["finished_at"]).toBeInstanceOf(Date);
  });

  it("keeps the reason of a failure, and runs again afterwards", async () => {
    const failing = job(() => Promise.reject(new Error("the gate was open")));

    await expect(runJob(failing)).resolves.toEqual({
      status: "failed",
      error: "the gate was open",
    });
    expect(await runs()).toMatchObject([{ outcome: "failed", error: "the gate was open" }]);
    await expect(runJob(counting)).resolves.toHaveProperty("status", "succeeded");
  });

  it("runs once, however often it is called at the same moment, and others beside it", async () => {
    let finish: (counts: Record<string, number>) => void = () => undefined;
    const end = new Promise<Record<string, number>>((resolve) => {
      finish = resolve;
    });
    const seen = { begun: 0, refused: 0 };
    const waiting = job(() => {
      seen.begun += 1;

      return end;
    });
    const attempts = Array.from({ length: 5 }, async () => {
      const result = await runJob(waiting);
      if (result.status === "already-running") seen.refused += 1;

      return result;
    });
    await vi.waitFor(() => expect(seen).toEqual({ begun: 1, refused: 4 }), 10_000);
    await expect(runJob({ ...counting, name: "count-goats" })).resolves.toHaveProperty(
      "status",
      "succeeded",
    );
    finish({ sheep: 1 });

    const states = (await Promise.all(attempts)).map(({ status }) => status).sort();
    expect(states).toEqual([...Array.from({ length: 4 }, () => "already-running"), "succeeded"]);
    expect(seen.begun).toBe(1);
  });

  it("takes over from a run that died, and says so in its line", async () => {
    await owner.query(
      "insert into cron_runs (job, started_at, lease_until) values ('count-sheep', now() - interval '2 minutes', now() - interval '1 minute')",
    );
    await expect(runJob(counting)).resolves.toHaveProperty("status", "succeeded");

    expect(await runs()).toMatchObject([
      { outcome: "abandoned", error: "outlived its lease" },
      { outcome: "succeeded" },
    ]);
  });

  it("that outlived its lease stays abandoned, whatever it answers in the end", async () => {
    const slow = job(async () => {
      await owner.query("update cron_runs set lease_until = now() - interval '1 second'");
      await runJob(counting);

      return { sheep: 9 };
    });
    await runJob(slow);

    expect((await runs()).map((run) => run["outcome"]).sort()).toEqual(["abandoned", "succeeded"]);
  });

  it("has succeeded by a real run alone, never by a dry one", async () => {
    await runJob(counting, { isDryRun: true });
    expect((await readHistory(["count-sheep"])).histories.get("count-sheep")).toEqual({
      last: null,
      lastSucceededAt: null,
    });
    await runJob(counting);

    expect((await readHistory(["count-sheep"])).histories.get("count-sheep")).toMatchObject({
      last: { isDryRun: false, outcome: "succeeded" },
      lastSucceededAt: expect.any(Date) as Date,
    });
  });

  it("leaves a run alone whose lease has not ended", async () => {
    await owner.query(
      "insert into cron_runs (job, lease_until) values ('count-sheep', now() + interval '1 minute')",
    );

    await expect(runJob(counting)).resolves.toEqual({ status: "already-running" });
  });

  it("tells the job to stop before its lease ends, and whether to change anything", async () => {
    const told: { deadline: Date; isDryRun: boolean }[] = [];
    const listening = job((options) => {
      told.push(options);

      return Promise.resolve({});
    });
    const before = Date.now();
    await runJob(listening, { isDryRun: true });
    await runJob(listening);

    expect(told.map(({ isDryRun }) => isDryRun)).toEqual([true, false]);
    expect(told[0]!.deadline.getTime()).toBeGreaterThan(before);
    const [first] = await runs();
    expect(told[0]!.deadline.getTime()).toBeLessThan((first?.["lease_until"] as Date).getTime());
    expect((await runs()).map((run) => run["is_dry_run"])).toEqual([true, false]);
  });
});

import { Cron } from "croner";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

import { findJob, JOBS } from "@/lib/jobs/jobs";

const vercel = JSON.parse(readFileSync("vercel.json", "utf8")) as {
  crons: { path: string; schedule: string }[];
};

describe("the jobs", () => {
  it("are the ones that vercel.json calls, at the same times", () => {
    const ours = JOBS.map(({ name, schedule }) => ({ path: `/api/cron/${name}`, schedule }));

    expect(vercel.crons).toEqual(ours);
  });

  it("have schedules that a cron understands, and a lease that ends", () => {
    for (const { schedule, budgetSeconds } of JOBS) {
      expect(new Cron(schedule, { paused: true }).nextRun()).toBeInstanceOf(Date);
      expect(budgetSeconds).toBeGreaterThan(0);
    }
  });

  it("are found by their name, and nothing else is", () => {
    expect(JOBS.map(({ name }) => findJob(name)?.name)).toEqual(JOBS.map(({ name }) => name));
    expect(findJob("toString")).toBeNull();
    expect(findJob("")).toBeNull();
  });
});

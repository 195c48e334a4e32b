import "server-only";

import { Cron } from "croner";

import { JOBS } from "@/lib/jobs/jobs";
import { readJobs } from "@/lib/jobs/read-jobs";
import { runJob } from "@/lib/jobs/run-job";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";

/**
 * Self-hosted, the server is its own cron; it calls the same code as the routes. UTC, like Vercel.
 * What was missed while nothing ran is made up for at once, not at its next time of day.
 */
export function startScheduler(): void {
  if (env().SCHEDULER !== "on") return;
  for (const job of JOBS) {
    new Cron(job.schedule, { name: job.name, timezone: "UTC", protect: true }, async () => {
      await runJob(job);
    });
  }
  log().info({ jobs: JOBS.length }, "scheduler on");
  void runMissed();
}

async function runMissed(): Promise<void> {
  try {
    const missed = (await readJobs()).filter(({ state }) => state === "late");
    for (const { name } of missed) {
      const job = JOBS.find((candidate) => candidate.name === name);
      if (job !== undefined) await runJob(job);
    }
  } catch (error) {
    log().error({ err: error }, "missed jobs could not be run");
  }
}

import "server-only";

import { Cron } from "croner";

import { JOBS } from "@/lib/jobs/jobs";
import { runJob } from "@/lib/jobs/run-job";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";

/** Self-hosted, the server is its own cron; it calls the same code as the routes. UTC, like Vercel. */
export function startScheduler(): void {
  if (env().SCHEDULER !== "on") return;
  for (const job of JOBS) {
    new Cron(job.schedule, { name: job.name, timezone: "UTC", protect: true }, async () => {
      await runJob(job);
    });
  }
  log().info({ jobs: JOBS.length }, "scheduler on");
}

import "server-only";

import { closeRun, openRun } from "@/lib/platform/cron-ledger";
import { log } from "@/lib/platform/log";

export type JobCounts = Record<string, number>;

export type Job = {
  name: string;
  /** Cron expression, as in vercel.json. */
  schedule: string;
  /** How long a run may take before it counts as dead. */
  budgetSeconds: number;
  hasDryRun: boolean;
  run: (options: { deadline: Date; isDryRun: boolean }) => Promise<JobCounts>;
};

export type JobResult =
  | { status: "succeeded"; counts: JobCounts; durationMs: number }
  | { status: "failed"; error: string }
  | { status: "already-running" };

/**
 * Runs a job once, with its line in `cron_runs`. A unique index lets one run of a kind be open;
 * a run that outlived its budget is closed as abandoned first.
 */
export async function runJob(job: Job, { isDryRun = false } = {}): Promise<JobResult> {
  const id = await openRun(job.name, { isDryRun, leaseSeconds: job.budgetSeconds });
  if (id === null) return { status: "already-running" };

  const startedAt = Date.now();
  try {
    const deadline = new Date(startedAt + job.budgetSeconds * 900);
    const counts = await job.run({ deadline, isDryRun: isDryRun && job.hasDryRun });
    await closeRun(id, { outcome: "succeeded", counts, error: null });
    const durationMs = Date.now() - startedAt;
    log().info({ job: job.name, counts, durationMs }, "job done");

    return { status: "succeeded", counts, durationMs };
  } catch (error) {
    const message = error instanceof Error ? error.message : "unknown";
    log().error({ err: error, job: job.name }, "job failed");
    await closeRun(id, { outcome: "failed", counts: {}, error: message.slice(0, 2000) });

    return { status: "failed", error: message };
  }
}

import "server-only";

import { findJob, JOBS } from "@/lib/jobs/jobs";
import { type JobReport, readJobs } from "@/lib/jobs/read-jobs";
import { runJob } from "@/lib/jobs/run-job";
import { type LedgerLine, listRuns } from "@/lib/platform/cron-ledger";
import { NotFound } from "@/lib/tenancy/errors";

export type { JobReport } from "@/lib/jobs/read-jobs";
export type { LedgerLine } from "@/lib/platform/cron-ledger";

/** As many runs of each job as the ledger's page shows. */
const RUNS_SHOWN = 10;

/** How every job stands, for those whom its runs do not concern. */
export function readJobReports(): Promise<JobReport[]> {
  return readJobs();
}

/** How every job stands, and its newest runs. */
export async function readLedger(): Promise<{ jobs: JobReport[]; runs: LedgerLine[] }> {
  const names = JOBS.map(({ name }) => name);
  const [jobs, runs] = await Promise.all([readJobs(), listRuns(names, RUNS_SHOWN)]);

  return { jobs, runs };
}

/**
 * Runs a clean-up without changing anything; its line in the ledger says what it would have done.
 *
 * @throws NotFound unknown, or a job that only works
 */
export async function dryRun(name: string): Promise<"succeeded" | "failed" | "already-running"> {
  const job = findJob(name);
  if (job?.hasDryRun !== true) throw new NotFound();

  return (await runJob(job, { isDryRun: true })).status;
}

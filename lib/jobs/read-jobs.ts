import "server-only";

import { type JobState, jobState } from "@/lib/jobs/job-health";
import { JOBS } from "@/lib/jobs/jobs";
import { type LedgerLine, readHistory } from "@/lib/platform/cron-ledger";

export type JobReport = {
  name: string;
  schedule: string;
  hasDryRun: boolean;
  state: JobState;
  last: LedgerLine | null;
  lastSucceededAt: Date | null;
};

/** Every job with how it stands now. */
export async function readJobs(now = new Date()): Promise<JobReport[]> {
  const { since, histories } = await readHistory(JOBS.map(({ name }) => name));

  return JOBS.map(({ name, schedule, hasDryRun }) => {
    const { last = null, lastSucceededAt = null } = histories.get(name) ?? {};
    const state = jobState({ schedule, last, lastSucceededAt, since, now });

    return { name, schedule, hasDryRun, state, last, lastSucceededAt };
  });
}

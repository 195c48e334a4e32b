import "server-only";

import { refusal } from "@/lib/platform/database-errors";
import { prisma } from "@/lib/platform/db/client";

type Ending = {
  outcome: "succeeded" | "failed";
  counts: Record<string, number>;
  error: string | null;
};

/**
 * Opens a job's line in `cron_runs`; null while another run of it is open, which a unique index
 * decides. A run that outlived its lease died with its process, and is closed as abandoned first.
 */
export async function openRun(
  job: string,
  { isDryRun, leaseSeconds }: { isDryRun: boolean; leaseSeconds: number },
): Promise<string | null> {
  await prisma().$executeRaw`
    update cron_runs set finished_at = now(), outcome = 'abandoned', error = 'outlived its lease'
    where job = ${job} and finished_at is null and lease_until < now()`;
  try {
    const [run] = await prisma().$queryRaw<{ id: string }[]>`
      insert into cron_runs (job, is_dry_run, lease_until)
      values (${job}, ${isDryRun}, now() + make_interval(secs => ${leaseSeconds}))
      returning id`;

    return run?.id ?? null;
  } catch (error) {
    if (refusal(error)?.sqlState === "23505") return null;
    throw error;
  }
}

export async function closeRun(id: string, { outcome, counts, error }: Ending): Promise<void> {
  await prisma().$executeRaw`
    update cron_runs set finished_at = now(), outcome = ${outcome}, error = ${error},
      counts = ${JSON.stringify(counts)}::jsonb
    where id = ${id}::uuid and finished_at is null`;
}

export type LedgerLine = {
  id: string;
  job: string;
  isDryRun: boolean;
  startedAt: string;
  finishedAt: string | null;
  /** Null while it runs; `abandoned` when its process died. */
  outcome: "succeeded" | "failed" | "abandoned" | null;
  counts: Record<string, number>;
  error: string | null;
};

/** The newest runs of the given jobs, at most `limit` of each, newest first. */
export function listRuns(jobs: readonly string[], limit: number): Promise<LedgerLine[]> {
  return prisma().$queryRaw<LedgerLine[]>`
    select r.id, r.job, r.is_dry_run as "isDryRun", r.outcome, r.counts, r.error,
      to_json(r.started_at)#>>'{}' as "startedAt", to_json(r.finished_at)#>>'{}' as "finishedAt"
    from unnest(${jobs}::text[]) as wanted (job)
    cross join lateral (
      select * from cron_runs where job = wanted.job order by started_at desc, id desc limit ${limit}
    ) r
    order by r.started_at desc, r.id desc`;
}

export type JobHistory = { last: LedgerLine | null; lastSucceededAt: Date | null };

/** Each job's newest real run, and when one last succeeded; and since when there could have been any. */
export async function readHistory(
  jobs: readonly string[],
): Promise<{ since: Date; histories: Map<string, JobHistory> }> {
  const [installed] = await prisma().$queryRaw<{ at: Date | null }[]>`
    select min(finished_at) as at from _prisma_migrations`;
  const rows = await prisma().$queryRaw<
    { job: string; last: LedgerLine | null; at: Date | null }[]
  >`
    select wanted.job,
      (select json_build_object('id', id, 'job', job, 'isDryRun', is_dry_run,
          'startedAt', started_at, 'finishedAt', finished_at, 'outcome', outcome, 'counts', counts,
          'error', error)
        from cron_runs where job = wanted.job and not is_dry_run
        order by started_at desc, id desc limit 1) as last,
      (select started_at from cron_runs
        where job = wanted.job and outcome = 'succeeded' and not is_dry_run
        order by started_at desc, id desc limit 1) as at
    from unnest(${jobs}::text[]) as wanted (job)`;

  return {
    since: installed?.at ?? new Date(0),
    histories: new Map(
      rows.map(({ job, last, at }) => [job, { last, lastSucceededAt: at }] as const),
    ),
  };
}

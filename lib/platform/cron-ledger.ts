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

import "server-only";

import { retention } from "@/lib/jobs/cleanup-expired-invitations";
import type { JobCounts } from "@/lib/jobs/run-job";
import { sql } from "@/lib/platform/sql";
import { createContext, findDue } from "@/lib/tenancy/context";

const SYSTEM = { kind: "system", name: "cleanup-imports" } as const;

/**
 * Company by company: whoever stands in the rows of a file is taken out of them as long after it was read, applied or undone as
 * an expired invitation stays in sight. What came of the rows stays, and can still be undone; what nothing came of is left out.
 */
export async function cleanUpImports(
  { isDryRun, deadline }: { isDryRun: boolean; deadline: Date },
  { days } = retention(),
): Promise<JobCounts> {
  let importedRows = 0;
  const old = sql`forgotten_at is null
    and coalesce(undone_at, applied_at, created_at) < now() - make_interval(days => ${days})`;
  const companies = await findDue(
    (db) => db.$queryRaw`select distinct company_id as "companyId" from imports where ${old}`,
  );

  for (const companyId of companies) {
    if (Date.now() > deadline.getTime()) break;
    importedRows += await createContext(companyId, SYSTEM).transaction(async (db) => {
      const own = sql`company_id = ${companyId}::uuid and ${old}`;
      const [row] = await db.$queryRaw<{ count: number }[]>`
        select coalesce(sum(jsonb_array_length(entries)), 0)::int as count from imports where ${own}`;
      if (!isDryRun) {
        await db.$executeRaw`
          update imports set entries = blank_entries(entries), forgotten_at = now() where ${own}`;
      }

      return row?.count ?? 0;
    });
  }

  return { importedRows };
}

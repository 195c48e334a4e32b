import "server-only";

import type { JobCounts } from "@/lib/jobs/run-job";
import { sql } from "@/lib/platform/sql";
import { createContext, findDue } from "@/lib/tenancy/context";

const SYSTEM = { kind: "system", name: "cleanup-expired-reservations" } as const;

const OVERDUE = sql`appointment_reservations where status = 'active' and expires_at <= now()`;
/** A page that comes back to an ended hold says so, and nobody comes back after a week. */
const OLD = sql`appointment_reservations where status <> 'active' and expires_at < now() - interval '7 days'`;

/** Overdue holds become `expired`, and the database frees their claims with them; a week later they are deleted. */
export async function cleanUpReservations({
  isDryRun,
  deadline,
}: {
  isDryRun: boolean;
  deadline: Date;
}): Promise<JobCounts> {
  const companies = await findDue(
    (db) => db.$queryRaw`
      select company_id as "companyId" from ${OVERDUE} union select company_id from ${OLD}`,
  );
  const counts = { expired: 0, deletedHolds: 0 };

  for (const companyId of companies) {
    if (Date.now() > deadline.getTime()) break;
    const own = sql`and company_id = ${companyId}::uuid`;
    const [expired, deleted] = await createContext(companyId, SYSTEM).transaction(async (db) => {
      if (!isDryRun) {
        return [
          await db.$executeRaw`
            update appointment_reservations set status = 'expired'
            where status = 'active' and expires_at <= now() ${own}`,
          await db.$executeRaw`delete from ${OLD} ${own}`,
        ] as const;
      }
      const [row] = await db.$queryRaw<{ overdue: number; old: number }[]>`
        select (select count(*)::int from ${OVERDUE} ${own}) as overdue,
          (select count(*)::int from ${OLD} ${own}) as old`;

      return [row?.overdue ?? 0, row?.old ?? 0] as const;
    });
    counts.expired += expired;
    counts.deletedHolds += deleted;
  }

  return counts;
}

import "server-only";

import { retention } from "@/lib/jobs/cleanup-expired-invitations";
import type { JobCounts } from "@/lib/jobs/run-job";
import { sql } from "@/lib/platform/sql";
import { createContext, findDue } from "@/lib/tenancy/context";

const SYSTEM = { kind: "system", name: "cleanup-calendars" } as const;

/**
 * Company by company: what calendars have told, and what they have been told, is deleted as long after it was settled as an
 * expired invitation stays in sight. A message that comes again after that is too old to be acted upon.
 */
export async function cleanUpCalendars(
  { isDryRun, deadline }: { isDryRun: boolean; deadline: Date },
  { days } = retention(),
): Promise<JobCounts> {
  const counts = { calendarMessages: 0, calendarNews: 0 };
  const messages = sql`calcom_webhooks where processed_at < now() - make_interval(days => ${days})`;
  const news = sql`calcom_sync_queue where settled_at < now() - make_interval(days => ${days})`;
  const companies = await findDue(
    (db) => db.$queryRaw`
      select company_id as "companyId" from ${messages}
      union select company_id from ${news}`,
  );

  for (const companyId of companies) {
    if (Date.now() > deadline.getTime()) break;
    const own = sql`and company_id = ${companyId}::uuid`;
    const [one, other] = await createContext(companyId, SYSTEM).transaction(async (db) => {
      if (!isDryRun) {
        return [
          await db.$executeRaw`delete from ${messages} ${own}`,
          await db.$executeRaw`delete from ${news} ${own}`,
        ] as const;
      }
      const [row] = await db.$queryRaw<{ one: number; other: number }[]>`
        select (select count(*)::int from ${messages} ${own}) as one,
          (select count(*)::int from ${news} ${own}) as other`;

      return [row?.one ?? 0, row?.other ?? 0] as const;
    });
    counts.calendarMessages += one;
    counts.calendarNews += other;
  }

  return counts;
}

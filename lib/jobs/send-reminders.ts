import "server-only";

import type { JobCounts } from "@/lib/jobs/run-job";
import { sendReminders } from "@/lib/notifications/service/send-reminders";
import { createContext, findDue } from "@/lib/tenancy/context";

const SYSTEM = { kind: "system", name: "send-reminders" } as const;

/** Company by company: what is due is queued, and the mail queue's own job sends it. */
export async function remindCustomers(
  { isDryRun, deadline }: { isDryRun: boolean; deadline: Date },
  now = new Date(),
): Promise<JobCounts> {
  const companies = await findDue(
    (db) => db.$queryRaw`
      select a.company_id as "companyId" from appointments a
      join companies co on co.id = a.company_id
      where a.status = 'confirmed' and a.reminder_for is distinct from a.starts_at
        and a.starts_at > ${now} and a.starts_at <= ${now}::timestamptz + interval '195 hours'
        and a.starts_at <= ${now}::timestamptz + make_interval(hours => co.reminder_hours + 26)
      group by a.company_id order by min(a.starts_at)`,
  );
  let queued = 0;
  for (const companyId of companies) {
    if (Date.now() > deadline.getTime()) break;
    queued += await sendReminders(createContext(companyId, SYSTEM, { now }), { isDryRun });
  }

  return { queued };
}

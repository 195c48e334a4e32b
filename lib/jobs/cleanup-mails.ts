import "server-only";

import { retention } from "@/lib/jobs/cleanup-expired-invitations";
import type { JobCounts } from "@/lib/jobs/run-job";
import { createContext, findDue, type TenantDb } from "@/lib/tenancy/context";

const SYSTEM = { kind: "system", name: "cleanup-mails" } as const;

/**
 * Company by company: what mails said is deleted as long after they left the queue as an expired
 * invitation stays in sight; that they were sent, and what became of them, stays.
 * One-time links to "my appointments" go after a day, with the mails that brought them.
 */
export async function cleanUpMails(
  { isDryRun, deadline }: { isDryRun: boolean; deadline: Date },
  { days } = retention(),
): Promise<JobCounts> {
  let erasedMails = 0;
  let accessLinks = 0;
  for (const companyId of await companiesToClean(days)) {
    if (Date.now() > deadline.getTime()) break;
    const ctx = createContext(companyId, SYSTEM);
    const work = isDryRun ? countOld : eraseOld;
    erasedMails += await ctx.transaction((db) => work(db, companyId, days));
    accessLinks += await ctx.transaction((db) =>
      isDryRun ? countOldLinks(db, companyId) : deleteOldLinks(db, companyId),
    );
  }

  return { erasedMails, accessLinks };
}

function companiesToClean(days: number): Promise<string[]> {
  return findDue(
    (db) => db.$queryRaw`
      select company_id as "companyId" from invitation_email_queue
      where payload is not null and settled_at < now() - make_interval(days => ${days})
      union
      select company_id from appointment_email_queue
      where payload is not null and settled_at < now() - make_interval(days => ${days})
      union
      select company_id from customer_access_links where created_at < now() - interval '1 day'`,
  );
}

/** A link and its visit are over within two hours; who asked, and for which address, is nobody's to keep. */
async function countOldLinks(db: TenantDb, companyId: string): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from customer_access_links
    where company_id = ${companyId}::uuid and created_at < now() - interval '1 day'`;

  return row?.count ?? 0;
}

function deleteOldLinks(db: TenantDb, companyId: string): Promise<number> {
  return db.$executeRaw`
    delete from customer_access_links
    where company_id = ${companyId}::uuid and created_at < now() - interval '1 day'`;
}

async function countOld(db: TenantDb, companyId: string, days: number): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select (
      (select count(*) from invitation_email_queue where company_id = ${companyId}::uuid
        and payload is not null and settled_at < now() - make_interval(days => ${days}))
      + (select count(*) from appointment_email_queue where company_id = ${companyId}::uuid
        and payload is not null and settled_at < now() - make_interval(days => ${days})))::int as count`;

  return row?.count ?? 0;
}

async function eraseOld(db: TenantDb, companyId: string, days: number): Promise<number> {
  const invitations = await db.$executeRaw`
    update invitation_email_queue set payload = null where company_id = ${companyId}::uuid
      and payload is not null and settled_at < now() - make_interval(days => ${days})`;
  const appointments = await db.$executeRaw`
    update appointment_email_queue set payload = null where company_id = ${companyId}::uuid
      and payload is not null and settled_at < now() - make_interval(days => ${days})`;

  return invitations + appointments;
}

import "server-only";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { expireInvitations } from "@/lib/invitations/service/expire-invitations";
import type { JobCounts } from "@/lib/jobs/run-job";
import { env } from "@/lib/platform/env";
import { createContext, findDue, type TenantContext, type TenantDb } from "@/lib/tenancy/context";

const SYSTEM = { kind: "system", name: "cleanup-expired-invitations" } as const;

/** Days an invitation stays in sight after it ran out, and then out of sight until it is deleted. */
export type Retention = { days: number; hiddenDays: number };

/** Configured days, and twice as many out of sight: 30 and 60 unless told otherwise. */
export function retention(): Retention {
  const days = env().INVITATION_RETENTION_DAYS;

  return { days, hiddenDays: 2 * days };
}

/**
 * Company by company: invitations that ran out become `expired`, their waiting mails are cancelled;
 * long expired ones are hidden, long hidden ones and old failed mails are deleted.
 */
export async function cleanUpInvitations(
  { isDryRun, deadline }: { isDryRun: boolean; deadline: Date },
  kept: Retention = retention(),
): Promise<JobCounts> {
  const total: Required<Cleaned> & JobCounts = {
    expired: 0,
    cancelledMails: 0,
    hidden: 0,
    deleted: 0,
    deletedMails: 0,
  };

  for (const companyId of await companiesToClean()) {
    if (Date.now() > deadline.getTime()) break;
    const cleaned = await cleanCompany(createContext(companyId, SYSTEM), kept, isDryRun);
    for (const [key, count] of Object.entries(cleaned)) total[key as keyof Cleaned] += count;
  }

  return total;
}

function companiesToClean(): Promise<string[]> {
  return findDue(
    (db) => db.$queryRaw`
      select company_id as "companyId" from user_invitations
      where expires_at <= now() or deleted_at is not null
      union
      select company_id from invitation_email_queue where status = 'failed'`,
  );
}

type Cleaned = {
  expired: number;
  cancelledMails: number;
  hidden: number;
  deleted: number;
  deletedMails: number;
};

/** Thrown to undo a dry run: what it counted is what would have happened. */
class DryRun extends Error {
  readonly cleaned: Cleaned;

  constructor(cleaned: Cleaned) {
    super("dry run");
    this.cleaned = cleaned;
  }
}

async function cleanCompany(
  ctx: TenantContext,
  kept: Retention,
  isDryRun: boolean,
): Promise<Cleaned> {
  try {
    return await ctx.transaction(async (db) => {
      const cleaned = await clean(db, ctx.companyId, kept);
      if (isDryRun) throw new DryRun(cleaned);
      if (Object.values(cleaned).some((count) => count > 0)) {
        await recordActivity(ctx, db, { event: "expired_invitations_cleaned", data: cleaned });
      }

      return cleaned;
    });
  } catch (error) {
    if (error instanceof DryRun) return error.cleaned;
    throw error;
  }
}

async function clean(
  db: TenantDb,
  companyId: string,
  { days, hiddenDays }: Retention,
): Promise<Cleaned> {
  return {
    expired: await expireInvitations(db, { companyId, actorName: SYSTEM.name }),
    cancelledMails: await db.$executeRaw`
      update invitation_email_queue q set status = 'cancelled', next_attempt_at = null
      from user_invitations i
      where q.company_id = ${companyId}::uuid and i.company_id = q.company_id
        and i.id = q.invitation_id and q.status = 'pending' and i.status = 'expired'`,
    hidden: await db.$executeRaw`
      update user_invitations set deleted_at = now()
      where company_id = ${companyId}::uuid and status = 'expired' and deleted_at is null
        and expires_at < now() - make_interval(days => ${days})`,
    deleted: await db.$executeRaw`
      delete from user_invitations
      where company_id = ${companyId}::uuid
        and deleted_at < now() - make_interval(days => ${hiddenDays})`,
    deletedMails: await db.$executeRaw`
      delete from invitation_email_queue
      where company_id = ${companyId}::uuid and status = 'failed'
        and created_at < now() - make_interval(days => ${days})`,
  };
}

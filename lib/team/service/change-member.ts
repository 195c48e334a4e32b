import "server-only";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { StaffTaken } from "@/lib/invitations/errors";
import { refusal, refusedBy } from "@/lib/platform/database-errors";
import { LastOwner, MemberChanged } from "@/lib/team/errors";
import type { ChangeMember } from "@/lib/team/schema";
import { lockManaged, type Managed } from "@/lib/team/service/lock-managed";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import { canGrant } from "@/lib/tenancy/roles";

/**
 * Changes a member's role, branch and staff member, if they still are what the actor has seen.
 *
 * @throws NotFound unknown, deactivated, or of another company; also for branch and staff member
 * @throws NotYourself, NotAllowed the role they have or shall have is above the actor's
 * @throws MemberChanged somebody else was faster
 * @throws LastOwner nobody else owns the company
 * @throws StaffTaken the staff member has an account
 */
export async function changeMember(ctx: TenantContext, input: ChangeMember): Promise<void> {
  try {
    await ctx.transaction(async (db) => {
      const { actor, member } = await lockManaged(ctx, db, {
        id: input.membershipId,
        isActive: true,
      });
      if (!canGrant(actor.role, input.role)) throw new NotAllowed();
      if (!isAsSeen(member, input)) throw await changed(ctx, db, member.id);

      await db.membership.update({
        where: { companyId_id: { companyId: ctx.companyId, id: member.id } },
        data: {
          role: input.role,
          branchId: input.branchId ?? null,
          staffId: input.staffId ?? null,
        },
        select: { id: true },
      });
      await recordChanges(ctx, db, { member, input });
    });
  } catch (error) {
    throw explain(error);
  }
}

function isAsSeen(member: Managed, input: ChangeMember): boolean {
  return (
    member.role === input.seenRole &&
    member.branchId === (input.seenBranchId ?? null) &&
    member.staffId === (input.seenStaffId ?? null)
  );
}

async function changed(ctx: TenantContext, db: TenantDb, id: string): Promise<Error> {
  const [last] = await db.$queryRaw<{ name: string; minutes: number }[]>`
    select actor_name as name, (extract(epoch from now() - created_at)::int / 60) as minutes
    from activity_log
    where company_id = ${ctx.companyId}::uuid and subject_id = ${id}::uuid and event like 'user_%'
    order by created_at desc, id desc limit 1`;

  return new MemberChanged({ params: last ?? { name: "", minutes: 0 } });
}

type Names = Record<"oldBranch" | "newBranch" | "oldStaff" | "newStaff", string | null>;

/** One line for each thing that changed, with what it was and is, in words that outlive their rows. */
async function recordChanges(
  ctx: TenantContext,
  db: TenantDb,
  { member, input }: { member: Managed; input: ChangeMember },
): Promise<void> {
  const [branchId, staffId] = [input.branchId ?? null, input.staffId ?? null];
  const [names] = await db.$queryRaw<Names[]>`
    select
      (select name from branches where company_id = ${ctx.companyId}::uuid and id = ${member.branchId}::uuid) as "oldBranch",
      (select name from branches where company_id = ${ctx.companyId}::uuid and id = ${branchId}::uuid) as "newBranch",
      (select name from staff where company_id = ${ctx.companyId}::uuid and id = ${member.staffId}::uuid) as "oldStaff",
      (select name from staff where company_id = ${ctx.companyId}::uuid and id = ${staffId}::uuid) as "newStaff"`;
  const subject = { kind: "member", id: member.id } as const;
  const changes = [
    ["user_role_changed", member.role, input.role],
    ["user_branch_changed", names?.oldBranch, names?.newBranch],
    ["user_staff_linked", names?.oldStaff, names?.newStaff],
  ] as const;

  for (const [event, before = null, after = null] of changes) {
    if (before === after) continue;
    const data = { name: member.name, old: before, new: after };
    await recordActivity(ctx, db, { event, subject, data });
  }
}

function explain(error: unknown): unknown {
  const refused = refusal(error);
  if (refused?.sqlState === "PV004") return new LastOwner({ cause: error });
  if (refusedBy(error, "memberships_one_per_staff")) {
    return new StaffTaken({ issues: [{ path: ["staffId"], message: "staff-taken" }] });
  }

  return refused?.sqlState === "23503" ? new NotFound({ cause: error }) : error;
}

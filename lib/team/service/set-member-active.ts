import "server-only";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { StaffTaken } from "@/lib/invitations/errors";
import { refusal, refusedBy } from "@/lib/platform/database-errors";
import { LastOwner, NotYourself } from "@/lib/team/errors";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import { canGrant, type Role } from "@/lib/tenancy/roles";

/**
 * Ends somebody's membership; they are out at their next click, and nothing of theirs is deleted.
 *
 * @throws NotFound unknown, of another company, or already deactivated
 * @throws NotYourself, NotAllowed their role is above the actor's
 * @throws LastOwner nobody else owns the company
 */
export function deactivateMember(ctx: TenantContext, membershipId: string): Promise<void> {
  return setActive(ctx, membershipId, false);
}

/**
 * Brings a deactivated member back with the role they had.
 *
 * @throws NotFound, NotYourself, NotAllowed as for `deactivateMember`
 * @throws StaffTaken somebody else is linked to their staff member by now
 */
export function reactivateMember(ctx: TenantContext, membershipId: string): Promise<void> {
  return setActive(ctx, membershipId, true);
}

async function setActive(ctx: TenantContext, id: string, isActive: boolean): Promise<void> {
  const { actor, companyId } = ctx;
  if (actor.kind !== "member") throw new NotAllowed();
  if (actor.membershipId === id) throw new NotYourself();
  const before = isActive ? { not: null } : null;

  try {
    await ctx.transaction(async (db) => {
      const member = await db.membership.findFirst({
        where: { companyId, id, deactivatedAt: before },
        include: { user: { select: { name: true } } },
      });
      if (member === null) throw new NotFound();
      if (!canGrant(actor.role, member.role as Role)) throw new NotAllowed();

      const { count } = await db.membership.updateMany({
        where: { companyId, id, deactivatedAt: before },
        data: { deactivatedAt: isActive ? null : ctx.now },
      });
      if (count === 0) throw new NotFound();

      await recordActivity(ctx, db, {
        event: isActive ? "user_reactivated" : "user_deactivated",
        subject: { kind: "member", id },
        data: { name: member.user.name },
      });
    });
  } catch (error) {
    if (refusal(error)?.sqlState === "PV004") throw new LastOwner({ cause: error });
    if (refusedBy(error, "memberships_one_per_staff")) throw new StaffTaken({ cause: error });
    throw error;
  }
}

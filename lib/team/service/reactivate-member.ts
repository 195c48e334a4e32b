import "server-only";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { StaffTaken } from "@/lib/invitations/errors";
import { refusedBy } from "@/lib/platform/database-errors";
import { lockManaged } from "@/lib/team/service/lock-managed";
import type { TenantContext } from "@/lib/tenancy/context";

/**
 * Brings a deactivated member back with the role they had.
 *
 * @throws NotAllowed their role is above the actor's
 * @throws NotYourself
 * @throws NotFound unknown, of another company, or active
 * @throws StaffTaken somebody else is linked to their staff member by now
 */
export async function reactivateMember(ctx: TenantContext, membershipId: string): Promise<void> {
  try {
    await ctx.transaction(async (db) => {
      const { member } = await lockManaged(ctx, db, { id: membershipId, isActive: false });
      await db.membership.update({
        where: { companyId_id: { companyId: ctx.companyId, id: member.id } },
        data: { deactivatedAt: null },
        select: { id: true },
      });
      await recordActivity(ctx, db, {
        event: "user_reactivated",
        subject: { kind: "member", id: member.id },
        data: { name: member.name },
      });
    });
  } catch (error) {
    if (refusedBy(error, "memberships_one_per_staff")) throw new StaffTaken({ cause: error });
    throw error;
  }
}

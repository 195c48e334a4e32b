import "server-only";

import { countMails } from "@/lib/delivery/service/get-mail-overview";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotAllowed } from "@/lib/tenancy/errors";
import { REACH } from "@/lib/tenancy/roles";

export type NavigationCounts = { openInvitations: number; failedMails: number };

/**
 * The numbers beside the navigation's links, in one transaction.
 *
 * @throws NotAllowed for roles that do not see the whole company's operations
 */
export function getNavigationCounts(ctx: TenantContext): Promise<NavigationCounts> {
  const { actor, companyId } = ctx;
  if (actor.kind !== "member" || REACH["see-operations"][actor.role] !== "all") {
    throw new NotAllowed();
  }

  return ctx.transaction(async (db) => {
    const [row] = await db.$queryRaw<Pick<NavigationCounts, "openInvitations">[]>`
      select
        (select count(*)::int from user_invitations where company_id = ${companyId}::uuid
          and status = 'pending' and expires_at > now() and deleted_at is null)
          as "openInvitations"`;
    if (row === undefined) throw new Error("an aggregate always has a row");
    const { attention } = await countMails(db, ctx, { branchId: null });

    return { ...row, failedMails: attention };
  });
}

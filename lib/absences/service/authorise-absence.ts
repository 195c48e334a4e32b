import "server-only";

import { absenceReach } from "@/lib/absences/policy";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";

export type AwayStaff = {
  id: string;
  name: string;
  timeZone: string;
  /** Whose appointments the member may change: those of one branch, or (null) all. */
  reach: { branchId: string | null };
};

/** @throws NotAllowed for roles that change nobody's appointments but their own */
export function authoriseAbsence(ctx: TenantContext): { branchId: string | null } {
  const reach = absenceReach(ctx.actor);
  if (reach === undefined) throw new NotAllowed();

  return reach;
}

/**
 * The staff member somebody calls absent.
 *
 * @throws NotAllowed
 * @throws NotFound unknown, of another company, or of a branch that is not the member's
 */
export async function loadAway(
  ctx: TenantContext,
  db: TenantDb,
  staffId: string,
): Promise<AwayStaff> {
  const reach = authoriseAbsence(ctx);
  const staff = await db.staffMember.findFirst({
    where: {
      companyId: ctx.companyId,
      id: staffId,
      ...(reach.branchId !== null && { branchId: reach.branchId }),
    },
    select: { id: true, name: true, branch: { select: { timeZone: true } } },
  });
  if (staff === null) throw new NotFound();

  return { id: staff.id, name: staff.name, timeZone: staff.branch.timeZone, reach };
}

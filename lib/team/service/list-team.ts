import "server-only";

import type { MembershipWhereInput } from "@/lib/platform/db/generated/models";
import type { Team, TeamMember } from "@/lib/team/schema";
import type { Member } from "@/lib/tenancy/actor";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotAllowed } from "@/lib/tenancy/errors";
import { REACH, type Role } from "@/lib/tenancy/roles";

/**
 * The people of a company, as far as the member sees them, with what can be chosen when inviting for
 * those who do.
 *
 * @throws NotAllowed for anybody but a member
 */
export function listTeam(ctx: TenantContext): Promise<Team> {
  const member = ctx.actor;
  if (member.kind !== "member") throw new NotAllowed();
  const isManager = REACH["manage-team"][member.role] === "all";
  const { companyId } = ctx;

  return ctx.transaction(async (db) => ({
    members: await listMembers(db, { companyId, member }),
    choices: isManager
      ? {
          branches: await db.branch.findMany({
            where: { companyId },
            select: { id: true, name: true },
            orderBy: { name: "asc" },
          }),
          staff: await db.staffMember.findMany({
            where: { companyId, isActive: true, memberships: { none: { deactivatedAt: null } } },
            select: { id: true, name: true, branchId: true },
            orderBy: { name: "asc" },
          }),
        }
      : { branches: [], staff: [] },
  }));
}

async function listMembers(
  db: TenantDb,
  { companyId, member }: { companyId: string; member: Member },
): Promise<TeamMember[]> {
  const reach = REACH["see-team"][member.role];
  const rows = await db.membership.findMany({
    where: {
      companyId,
      ...(reach === "branch" && { OR: ofBranch(member) }),
      ...(reach === "own" && { id: member.membershipId }),
    },
    include: {
      user: { select: { name: true, email: true } },
      branch: { select: { name: true } },
      staff: { select: { name: true, branch: { select: { name: true } } } },
    },
    orderBy: [{ deactivatedAt: { sort: "asc", nulls: "first" } }, { user: { name: "asc" } }],
  });

  return rows.map((row) => ({
    id: row.id,
    userId: row.userId,
    name: row.user.name,
    email: row.user.email,
    role: row.role as Role,
    branch: row.branch?.name ?? row.staff?.branch.name ?? null,
    staff: row.staff?.name ?? null,
    since: row.createdAt.toISOString(),
    deactivatedAt: row.deactivatedAt?.toISOString() ?? null,
  }));
}

/** Who manages a branch sees those who are invited to it and those who work in it. */
function ofBranch({ membershipId, branchId }: Member): MembershipWhereInput[] {
  if (branchId === null) return [{ id: membershipId }];

  return [{ id: membershipId }, { branchId }, { staff: { branchId } }];
}

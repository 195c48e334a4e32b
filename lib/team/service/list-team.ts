import "server-only";

import type { MembershipWhereInput } from "@/lib/platform/db/generated/models";
import { literalPattern } from "@/lib/platform/like-pattern";
import type { MemberFilter, Team, TeamMember } from "@/lib/team/schema";
import type { Member } from "@/lib/tenancy/actor";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotAllowed } from "@/lib/tenancy/errors";
import { REACH, type Role } from "@/lib/tenancy/roles";

const NO_FILTER: MemberFilter = {
  search: "",
  role: undefined,
  branchId: undefined,
  activity: undefined,
};

/**
 * The people of a company, as far as the member sees them, with what can be chosen when inviting for
 * those who do.
 *
 * @throws NotAllowed for anybody but a member
 */
export function listTeam(ctx: TenantContext, filter = NO_FILTER): Promise<Team> {
  const member = ctx.actor;
  if (member.kind !== "member") throw new NotAllowed();
  const { companyId } = ctx;
  const seen = { companyId, AND: [seenBy(member)] };

  return ctx.transaction(async (db) => {
    const rows = await db.membership.findMany({
      where: { ...seen, ...toWhere(filter) },
      include: MEMBER,
      orderBy: [{ deactivatedAt: { sort: "asc", nulls: "first" } }, { user: { name: "asc" } }],
    });

    return {
      members: rows.map(toMember),
      activeCount: await db.membership.count({ where: { ...seen, deactivatedAt: null } }),
      totalCount: await db.membership.count({ where: seen }),
      choices: await listChoices(db, { companyId, member }),
    };
  });
}

/** Branches, and staff members without an account, for those who manage the team. */
export async function listChoices(
  db: TenantDb,
  { companyId, member }: { companyId: string; member: Member },
): Promise<Team["choices"]> {
  if (REACH["manage-team"][member.role] !== "all") return { branches: [], staff: [] };

  return {
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
  };
}

/** The members that a member may see: who manages a branch, those invited to it and working in it. */
export function seenBy({ role, membershipId, branchId }: Member): MembershipWhereInput {
  switch (REACH["see-team"][role]) {
    case "all":
      return {};
    case "branch":
      return branchId === null
        ? { id: membershipId }
        : { OR: [{ id: membershipId }, { branchId }, { staff: { branchId } }] };
    default:
      return { id: membershipId };
  }
}

function toWhere({ search, role, branchId, activity }: MemberFilter): MembershipWhereInput {
  const contains = { contains: literalPattern(search), mode: "insensitive" } as const;

  return {
    ...(role !== undefined && { role }),
    ...(activity !== undefined && { deactivatedAt: activity === "active" ? null : { not: null } }),
    ...(branchId !== undefined && { OR: [{ branchId }, { staff: { branchId } }] }),
    ...(search !== "" && {
      user: { is: { OR: [{ name: contains }, { email: contains }] } },
    }),
  };
}

const PERSON = { select: { id: true, name: true } } as const;
export const MEMBER = {
  user: { select: { name: true, email: true } },
  branch: PERSON,
  staff: { select: { id: true, name: true, branch: { select: { name: true } } } },
  inviter: { select: { user: { select: { name: true } } } },
} as const;

type MemberRow = {
  id: string;
  userId: string;
  role: string;
  createdAt: Date;
  roleSince: Date;
  lastSeenAt: Date | null;
  deactivatedAt: Date | null;
  user: { name: string; email: string };
  branch: { id: string; name: string } | null;
  staff: { id: string; name: string; branch: { name: string } } | null;
  inviter: { user: { name: string } } | null;
};

export function toMember({ user, staff, inviter, ...row }: MemberRow): TeamMember {
  return {
    id: row.id,
    userId: row.userId,
    name: user.name,
    email: user.email,
    role: row.role as Role,
    branch: row.branch,
    staff: staff && { ...staff, branch: staff.branch.name },
    since: row.createdAt.toISOString(),
    roleSince: row.roleSince.toISOString(),
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    invitedBy: inviter?.user.name ?? null,
    deactivatedAt: row.deactivatedAt?.toISOString() ?? null,
  };
}

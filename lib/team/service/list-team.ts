import "server-only";

import { literalPattern } from "@/lib/platform/like-pattern";
import { allOf, isoText, type Sql, sql } from "@/lib/platform/sql";
import type { MemberFilter, Team, TeamMember } from "@/lib/team/schema";
import type { Member } from "@/lib/tenancy/actor";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotAllowed } from "@/lib/tenancy/errors";
import { REACH } from "@/lib/tenancy/roles";

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
  const seen = sql`m.company_id = ${companyId}::uuid and ${seenBy(member)}`;

  return ctx.transaction(async (db) => {
    const members = await loadMembers(db, allOf([seen, ...toConditions(filter)]));
    const [counts] = await db.$queryRaw<Pick<Team, "activeCount" | "totalCount">[]>`
      select count(*)::int as "totalCount",
        (count(*) filter (where m.deactivated_at is null))::int as "activeCount"
      from memberships m
      left join staff st on st.company_id = m.company_id and st.id = m.staff_id
      where ${seen}`;
    if (counts === undefined) throw new Error("an aggregate always has a row");

    return { members, ...counts, choices: await listChoices(db, { companyId, member }) };
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

/** The members that a member may see, of rows named m and st: who manages a branch, those of it. */
export function seenBy({ role, membershipId, branchId }: Member): Sql {
  const self = sql`m.id = ${membershipId}::uuid`;
  if (REACH["see-team"][role] === "all") return sql`true`;
  if (REACH["see-team"][role] !== "branch" || branchId === null) return self;

  return sql`(${self} or ${worksIn(branchId)})`;
}

/** Invited to a branch, or working in it. */
function worksIn(branchId: string): Sql {
  return sql`(m.branch_id = ${branchId}::uuid or st.branch_id = ${branchId}::uuid)`;
}

function toConditions({ search, role, branchId, activity }: MemberFilter): Sql[] {
  const pattern = `%${literalPattern(search)}%`;

  return [
    ...(role === undefined ? [] : [sql`m.role = ${role}`]),
    ...(activity === undefined
      ? []
      : [sql`(m.deactivated_at is null) = ${activity === "active"}::boolean`]),
    ...(branchId === undefined ? [] : [worksIn(branchId)]),
    ...(search === "" ? [] : [sql`(u.name ilike ${pattern} or u.email ilike ${pattern})`]),
  ];
}

/** The members of rows named m, u, st and b that meet a condition, those with access first. */
export function loadMembers(db: TenantDb, where: Sql): Promise<TeamMember[]> {
  return db.$queryRaw<TeamMember[]>`
    select m.id, m.user_id as "userId", u.name, u.email, m.role,
      case when b.id is not null then json_build_object('id', b.id, 'name', b.name) end as branch,
      case when st.id is not null
        then json_build_object('id', st.id, 'name', st.name, 'branch', sb.name) end as staff,
      ${isoText(sql`m.created_at`)} as since, ${isoText(sql`m.role_since`)} as "roleSince",
      ${isoText(sql`m.last_seen_at`)} as "lastSeenAt", iu.name as "invitedBy",
      ${isoText(sql`m.deactivated_at`)} as "deactivatedAt"
    from memberships m
    join users u on u.id = m.user_id
    left join branches b on b.company_id = m.company_id and b.id = m.branch_id
    left join staff st on st.company_id = m.company_id and st.id = m.staff_id
    left join branches sb on sb.company_id = st.company_id and sb.id = st.branch_id
    left join memberships i on i.company_id = m.company_id and i.id = m.invited_by
    left join users iu on iu.id = i.user_id
    where ${where}
    order by m.deactivated_at nulls first, u.name, m.id`;
}

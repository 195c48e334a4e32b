import "server-only";

import type { InvitationSummary } from "@/lib/invitations/schema";
import type { MembershipWhereInput } from "@/lib/platform/db/generated/models";
import type { Team, TeamMember } from "@/lib/team/schema";
import type { Member } from "@/lib/tenancy/actor";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotAllowed } from "@/lib/tenancy/errors";
import { REACH, type Role } from "@/lib/tenancy/roles";

const INVITATIONS_SHOWN = 50;

/**
 * The people of a company, as far as the member sees them, with invitations for those who manage it.
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
    invitations: isManager ? await listInvitations(db, companyId) : null,
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

/** Newest first; a pending one that has run out is expired for everybody who looks. */
function listInvitations(db: TenantDb, companyId: string): Promise<InvitationSummary[]> {
  return db.$queryRaw<InvitationSummary[]>`
    select i.id, i.email, i.role, b.name as branch,
      case when i.status = 'pending' and i.expires_at <= now() then 'expired' else i.status end as status,
      u.name as "invitedBy", to_json(i.created_at)#>>'{}' as "createdAt",
      to_json(i.expires_at)#>>'{}' as "expiresAt",
      (select json_build_object('status', q.status, 'error', q.last_error,
          'nextAttemptAt', q.next_attempt_at)
        from invitation_email_queue q
        where q.company_id = i.company_id and q.invitation_id = i.id
        order by q.created_at desc limit 1) as mail,
      (select to_json(max(l.created_at))#>>'{}' from activity_log l
        where l.company_id = i.company_id and l.subject_id = i.id
          and l.event = 'invitation_link_requested') as "linkRequestedAt"
    from user_invitations i
    join memberships m on m.company_id = i.company_id and m.id = i.invited_by
    join users u on u.id = m.user_id
    left join branches b on b.company_id = i.company_id and b.id = i.branch_id
    where i.company_id = ${companyId}::uuid and i.deleted_at is null
    order by i.created_at desc limit ${INVITATIONS_SHOWN}`;
}

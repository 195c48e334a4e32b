import "server-only";

import { type Identity, toIdentity } from "@/lib/accounts/service/sign-in";
import { recordActivity } from "@/lib/audit/service/record-activity";
import {
  AlreadyMember,
  InvitationExpired,
  InvitationRevoked,
  InvitationUnknown,
  InvitationUsed,
  InviterGone,
  StaffTaken,
  WrongPassword,
} from "@/lib/invitations/errors";
import type { InvitationState } from "@/lib/invitations/schema";
import {
  findInvitation,
  type FoundInvitation,
  isInviterIn,
  stateOf,
} from "@/lib/invitations/service/find-invitation";
import { refusedBy } from "@/lib/platform/database-errors";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

const CLOSED = {
  unknown: InvitationUnknown,
  expired: InvitationExpired,
  accepted: InvitationUsed,
  revoked: InvitationRevoked,
} as const satisfies Record<Exclude<InvitationState, "open">, unknown>;

type Proven = { invitation: FoundInvitation; token: string; name: string; passwordHash: string };

/**
 * Uses up an invitation and makes its person a member, in one transaction; who they are has been proved.
 *
 * @throws InvitationUnknown, InvitationExpired, InvitationUsed, InvitationRevoked, InviterGone
 * @throws WrongPassword the address got an account with another password in the meantime
 * @throws AlreadyMember, StaffTaken
 */
export async function joinCompany(ctx: TenantContext, proven: Proven): Promise<Identity> {
  const { invitation, token, name, passwordHash } = proven;
  try {
    return await ctx.transaction(async (db) => {
      const invitedBy = await take(ctx, db, { invitation, token });
      const user = await ensureUser(db, { invitation, name, passwordHash });
      const member = await join(ctx, db, { invitation, userId: user.userId, invitedBy });
      await close(ctx, db, { invitation, member, user });

      return user;
    });
  } catch (error) {
    if (refusedBy(error, "memberships_one_per_staff")) throw new StaffTaken({ cause: error });
    throw error;
  }
}

/** @throws what stands in the way of an invitation that is not open, or whose inviter is gone */
export function refuseClosed(
  invitation: FoundInvitation | null,
): asserts invitation is FoundInvitation {
  const state = invitation === null ? "unknown" : stateOf(invitation);
  if (invitation === null || state !== "open")
    throw new CLOSED[state === "open" ? "unknown" : state]();

  if (!isInviterIn(invitation)) throw new InviterGone();
}

type Inviter = { membershipId: string | null };

/**
 * Conditional on the state and the generation that were read: of a thousand at once one gets a row.
 *
 * @returns the inviter's membership, or null for an operator
 */
async function take(
  ctx: TenantContext,
  db: TenantDb,
  { invitation, token }: { invitation: FoundInvitation; token: string },
): Promise<string | null> {
  const taken = await db.$executeRaw`
    update user_invitations set status = 'accepted', accepted_at = now()
    where company_id = ${ctx.companyId}::uuid and id = ${invitation.id}::uuid and status = 'pending'
      and expires_at > now() and token_generation = ${invitation.generation}`;
  if (taken === 0) {
    refuseClosed(await findInvitation(ctx, db, token));
    throw new InvitationUsed();
  }
  // Locked and read again: the inviter may have been demoted since the page was opened.
  const inviters =
    invitation.inviter.role === null
      ? await db.$queryRaw<Inviter[]>`
          select null::uuid as "membershipId" from users o
          join user_invitations i on i.invited_by_operator = o.id
          where i.company_id = ${ctx.companyId}::uuid and i.id = ${invitation.id}::uuid
            and o.is_platform_operator for share of o`
      : await db.$queryRaw<Inviter[]>`
          select m.id as "membershipId" from memberships m
          join user_invitations i on i.company_id = m.company_id and i.invited_by = m.id
          where i.company_id = ${ctx.companyId}::uuid and i.id = ${invitation.id}::uuid
            and m.deactivated_at is null and m.role = ${invitation.inviter.role} for share of m`;
  const [inviter] = inviters;
  if (inviter === undefined) throw new InviterGone();

  return inviter.membershipId;
}

async function ensureUser(
  db: TenantDb,
  {
    invitation,
    name,
    passwordHash,
  }: {
    invitation: FoundInvitation;
    name: string;
    passwordHash: string;
  },
): Promise<Identity> {
  const { email, emailNormalised, locale } = invitation;
  if (invitation.userId === null) {
    await db.user.createMany({
      data: [{ email, emailNormalised, name, passwordHash, locale }],
      skipDuplicates: true,
    });
  }
  const user = await db.user.findUniqueOrThrow({ where: { emailNormalised } });
  // An account that appeared since the password was checked has another password.
  if (user.passwordHash !== passwordHash) throw new WrongPassword();

  return toIdentity(user);
}

type Arrival = { invitation: FoundInvitation; userId: string; invitedBy: string | null };

/** `roleBefore` of somebody who was a member all along. */
type Member = { id: string; roleBefore?: string };

/** A person who was a member before comes back with the role of the invitation. */
async function join(
  ctx: TenantContext,
  db: TenantDb,
  { invitation, userId, invitedBy }: Arrival,
): Promise<Member> {
  const { role, branchId, staffId } = invitation;
  const [joined] = await db.$queryRaw<{ id: string }[]>`
    insert into memberships (company_id, user_id, role, branch_id, staff_id, invited_by)
    values (${ctx.companyId}::uuid, ${userId}::uuid, ${role}, ${branchId}::uuid, ${staffId}::uuid,
      ${invitedBy}::uuid)
    on conflict (company_id, user_id) do update
      set role = excluded.role, branch_id = excluded.branch_id, staff_id = excluded.staff_id,
        invited_by = excluded.invited_by, deactivated_at = null
      where memberships.deactivated_at is not null
    returning id`;
  const member = joined ?? (invitedBy === null ? await raise(ctx, db, userId) : undefined);
  if (member === undefined) throw new AlreadyMember();

  return member;
}

/** Where no owner can be reached, an operator makes one of somebody who is at work there already. */
async function raise(ctx: TenantContext, db: TenantDb, userId: string) {
  const [raised] = await db.$queryRaw<Required<Member>[]>`
    update memberships m set role = 'owner', branch_id = null
    from (select id, role from memberships
      where company_id = ${ctx.companyId}::uuid and user_id = ${userId}::uuid and deactivated_at is null
        and role <> 'owner' for update) was
    where m.company_id = ${ctx.companyId}::uuid and m.id = was.id
    returning m.id, was.role as "roleBefore"`;

  return raised;
}

async function close(
  ctx: TenantContext,
  db: TenantDb,
  {
    invitation,
    member,
    user,
  }: {
    invitation: FoundInvitation;
    member: Member;
    user: Identity;
  },
): Promise<void> {
  const { companyId } = ctx;
  const { id: membershipId, roleBefore } = member;
  await db.userInvitation.update({
    where: { companyId_id: { companyId, id: invitation.id } },
    data: { acceptedBy: membershipId },
    select: { id: true },
  });
  await db.invitationEmail.updateMany({
    where: { companyId, invitationId: invitation.id, status: "pending" },
    data: { status: "cancelled", nextAttemptAt: null },
  });
  const actor = { kind: "member" as const, userId: user.userId, membershipId, name: user.name };
  const { role, branchId, staffId } = invitation;
  const arrived = { ...ctx, actor: { ...actor, role, branchId, staffId } };
  await recordActivity(arrived, db, {
    event: "invitation_accepted",
    subject: { kind: "invitation", id: invitation.id },
    data: { email: invitation.email, role },
  });
  const subject = { kind: "member", id: membershipId } as const;
  await recordActivity(
    arrived,
    db,
    roleBefore === undefined
      ? { event: "user_joined", subject, data: { name: user.name, role } }
      : {
          ...{ event: "user_role_changed", subject },
          data: { name: user.name, old: roleBefore, new: role },
        },
  );
}

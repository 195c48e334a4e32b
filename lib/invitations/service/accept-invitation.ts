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
  stateOf,
} from "@/lib/invitations/service/find-invitation";
import { refusedBy } from "@/lib/platform/database-errors";
import { hashPassword, verifyPassword } from "@/lib/platform/password";
import { countTry } from "@/lib/platform/rate-limit";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { TooManyAttempts } from "@/lib/tenancy/errors";
import { canGrant } from "@/lib/tenancy/roles";

const PER_LINK = { name: "accept-link", points: 10, seconds: 900 };

const CLOSED = {
  unknown: InvitationUnknown,
  expired: InvitationExpired,
  accepted: InvitationUsed,
  revoked: InvitationRevoked,
} as const satisfies Record<Exclude<InvitationState, "open">, unknown>;

type Acceptance = { token: string; as: "new" | "existing"; name: string; password: string };

/**
 * Makes the invited person a member, once. The address, role, branch and staff member come from the
 * invitation; somebody who has an account joins with its password and keeps its name.
 *
 * @throws InvitationUnknown, InvitationExpired, InvitationUsed, InvitationRevoked
 * @throws InviterGone the inviter has left or may no longer grant this role
 * @throws WrongPassword of the account that the address already has
 * @throws AlreadyMember, StaffTaken, TooManyAttempts
 */
export async function acceptInvitation(ctx: TenantContext, input: Acceptance): Promise<Identity> {
  const waitSeconds = await countTry(PER_LINK, input.token.slice(0, 36).toLowerCase());
  if (waitSeconds !== null) {
    throw new TooManyAttempts({ params: { minutes: Math.ceil(waitSeconds / 60) } });
  }

  const invitation = await ctx.transaction((db) => findInvitation(ctx, db, input.token));
  refuseClosed(invitation);
  // Hashing takes long enough to be kept out of the transaction that holds the rows.
  const passwordHash = await provePassword(ctx, { invitation, input });

  try {
    return await ctx.transaction(async (db) => {
      await take(ctx, db, { invitation, token: input.token });
      const user = await ensureUser(db, { invitation, name: input.name, passwordHash });
      const membershipId = await join(ctx, db, { invitation, userId: user.userId });
      await close(ctx, db, { invitation, membershipId, user });

      return user;
    });
  } catch (error) {
    if (refusedBy(error, "memberships_one_per_staff")) throw new StaffTaken({ cause: error });
    throw error;
  }
}

function refuseClosed(invitation: FoundInvitation | null): asserts invitation is FoundInvitation {
  const state = invitation === null ? "unknown" : stateOf(invitation);
  if (invitation === null || state !== "open")
    throw new CLOSED[state === "open" ? "unknown" : state]();

  const { inviter, role } = invitation;
  if (!inviter.isActive || !canGrant(inviter.role, role)) throw new InviterGone();
}

async function provePassword(
  ctx: TenantContext,
  { invitation, input }: { invitation: FoundInvitation; input: Acceptance },
): Promise<string> {
  const { userId } = invitation;
  if (userId === null && input.as === "new") return hashPassword(input.password);

  const user =
    userId === null
      ? null
      : await ctx.transaction((db) => db.user.findUnique({ where: { id: userId } }));
  if (!(await verifyPassword(user?.passwordHash ?? null, input.password))) {
    throw new WrongPassword({ issues: [{ path: ["password"], message: "wrong-password" }] });
  }

  return user?.passwordHash ?? "";
}

/** Conditional on the state and the generation that were read: of a thousand at once one gets a row. */
async function take(
  ctx: TenantContext,
  db: TenantDb,
  { invitation, token }: { invitation: FoundInvitation; token: string },
): Promise<void> {
  const taken = await db.$executeRaw`
    update user_invitations set status = 'accepted', accepted_at = now()
    where company_id = ${ctx.companyId}::uuid and id = ${invitation.id}::uuid and status = 'pending'
      and expires_at > now() and token_generation = ${invitation.generation}`;
  if (taken === 0) {
    refuseClosed(await findInvitation(ctx, db, token));
    throw new InvitationUsed();
  }
  // Locked and read again: the inviter may have been demoted since the page was opened.
  const inviters = await db.$queryRaw<unknown[]>`
    select from memberships m join user_invitations i
      on i.company_id = m.company_id and i.invited_by = m.id
    where i.company_id = ${ctx.companyId}::uuid and i.id = ${invitation.id}::uuid
      and m.deactivated_at is null and m.role = ${invitation.inviter.role} for share of m`;
  if (inviters.length === 0) throw new InviterGone();
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

/** A person who was a member before comes back with the role of the invitation. */
async function join(
  ctx: TenantContext,
  db: TenantDb,
  { invitation, userId }: { invitation: FoundInvitation; userId: string },
): Promise<string> {
  const { role, branchId, staffId } = invitation;
  const [joined] = await db.$queryRaw<{ id: string }[]>`
    insert into memberships (company_id, user_id, role, branch_id, staff_id)
    values (${ctx.companyId}::uuid, ${userId}::uuid, ${role}, ${branchId}::uuid, ${staffId}::uuid)
    on conflict (company_id, user_id) do update
      set role = excluded.role, branch_id = excluded.branch_id, staff_id = excluded.staff_id,
        deactivated_at = null
      where memberships.deactivated_at is not null
    returning id`;
  if (joined === undefined) throw new AlreadyMember();

  return joined.id;
}

async function close(
  ctx: TenantContext,
  db: TenantDb,
  {
    invitation,
    membershipId,
    user,
  }: {
    invitation: FoundInvitation;
    membershipId: string;
    user: Identity;
  },
): Promise<void> {
  const { companyId } = ctx;
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
  await recordActivity({ ...ctx, actor: { ...actor, role, branchId, staffId } }, db, {
    event: "invitation_accepted",
    subject: { kind: "invitation", id: invitation.id },
    data: { email: invitation.email, role },
  });
}

import "server-only";

import { v7 as uuidV7 } from "uuid";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { AlreadyMember, InvitationPending, StaffTaken } from "@/lib/invitations/errors";
import type { Invite } from "@/lib/invitations/schema";
import { expireInvitations } from "@/lib/invitations/service/expire-invitations";
import { invitationSecret } from "@/lib/invitations/service/invitation-secret";
import { limitInvitations } from "@/lib/invitations/service/limit-invitations";
import { refusal } from "@/lib/platform/database-errors";
import { hashSecret } from "@/lib/platform/secrets";
import { normaliseEmail } from "@/lib/shared/email";
import type { Member } from "@/lib/tenancy/actor";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import { canGrant } from "@/lib/tenancy/roles";

/**
 * Invites a person for 72 hours by the database's clock and queues the mail, in one transaction.
 *
 * @returns the invitation's id
 * @throws NotAllowed the role is more than the inviter may grant
 * @throws InvitationPending there is an open one for this address, however it is written
 * @throws AlreadyMember, StaffTaken
 * @throws NotFound branch or staff member unknown or of another company
 * @throws InvitationsUsedUp
 */
export async function inviteUser(ctx: TenantContext, input: Invite): Promise<{ id: string }> {
  const inviter = ctx.actor;
  if (inviter.kind !== "member" || !canGrant(inviter.role, input.role)) throw new NotAllowed();
  await limitInvitations(ctx);

  try {
    return await ctx.transaction(async (db) => {
      await refuseMembers(ctx, db, input);
      // An invitation that has run out does not stand in the way of a new one.
      await expireInvitations(db, {
        companyId: ctx.companyId,
        actorName: inviter.name,
        emailNormalised: normaliseEmail(input.email),
      });
      const id = await insert(ctx, db, { input, inviter });

      await recordActivity(ctx, db, {
        event: "invitation_created",
        subject: { kind: "invitation", id },
        data: { email: input.email, role: input.role },
      });
      ctx.wake.add("invitation-emails");

      return { id };
    });
  } catch (error) {
    throw explain(error);
  }
}

async function refuseMembers(ctx: TenantContext, db: TenantDb, input: Invite): Promise<void> {
  const { companyId } = ctx;
  const taken = await db.membership.findMany({
    where: {
      companyId,
      deactivatedAt: null,
      OR: [
        { user: { emailNormalised: normaliseEmail(input.email) } },
        ...(input.staffId === undefined ? [] : [{ staffId: input.staffId }]),
      ],
    },
    select: { staffId: true, user: { select: { emailNormalised: true } } },
  });

  if (taken.some(({ user }) => user.emailNormalised === normaliseEmail(input.email))) {
    throw new AlreadyMember({ issues: [{ path: ["email"], message: "already-member" }] });
  }
  if (taken.length > 0) {
    throw new StaffTaken({ issues: [{ path: ["staffId"], message: "staff-taken" }] });
  }
}

async function insert(
  ctx: TenantContext,
  db: TenantDb,
  { input, inviter }: { input: Invite; inviter: Member },
): Promise<string> {
  const { companyId } = ctx;
  const id = uuidV7();
  await db.userInvitation.create({
    data: {
      companyId,
      id,
      email: input.email,
      emailNormalised: normaliseEmail(input.email),
      role: input.role,
      branchId: input.branchId ?? null,
      staffId: input.staffId ?? null,
      invitedBy: inviter.membershipId,
      locale: input.locale,
      tokenHash: hashSecret(invitationSecret(companyId, id, 1)),
      metadata: { message: input.message },
    },
    select: { id: true },
  });
  await db.invitationEmail.create({
    data: { companyId, invitationId: id, tokenGeneration: 1 },
    select: { id: true },
  });

  return id;
}

/** The database's refusals as the sentences they stand for. */
function explain(error: unknown): unknown {
  const refused = refusal(error);
  if (refused?.constraint === "user_invitations_one_pending") {
    return new InvitationPending({ issues: [{ path: ["email"], message: "invitation-pending" }] });
  }

  return refused?.sqlState === "23503" ? new NotFound({ cause: error }) : error;
}

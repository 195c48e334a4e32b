import "server-only";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { InvitationPending, InvitationUsed } from "@/lib/invitations/errors";
import { findInvitation, stateOf } from "@/lib/invitations/service/find-invitation";
import { invitationSecret } from "@/lib/invitations/service/invitation-secret";
import { refusedBy } from "@/lib/platform/database-errors";
import { countTry } from "@/lib/platform/rate-limit";
import { hashSecret } from "@/lib/platform/secrets";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import { canGrant, type Role } from "@/lib/tenancy/roles";

/**
 * Sends an invitation again: a new secret for 72 hours, the old link is dead. Serves open, expired
 * and withdrawn invitations.
 *
 * @throws NotAllowed the role is more than the actor may grant
 * @throws NotFound unknown or of another company
 * @throws InvitationUsed it has been accepted
 * @throws InvitationPending another one for this address is open
 */
export async function resendInvitation(ctx: TenantContext, invitationId: string): Promise<void> {
  try {
    await ctx.transaction(async (db) => {
      const { companyId } = ctx;
      const { generation, email } = await lockGrantable(ctx, db, invitationId);
      const next = generation + 1;

      await db.$executeRaw`
        update user_invitations set status = 'pending', revoked_at = null,
          expires_at = now() + interval '72 hours', token_generation = ${next},
          token_hash = ${hashSecret(invitationSecret(companyId, invitationId, next))}
        where company_id = ${companyId}::uuid and id = ${invitationId}::uuid`;
      await cancelMails(ctx, db, invitationId);
      await db.invitationEmail.create({
        data: { companyId, invitationId, tokenGeneration: next },
        select: { id: true },
      });
      await recordActivity(ctx, db, {
        event: "invitation_resent",
        subject: { kind: "invitation", id: invitationId },
        data: { email },
      });
      ctx.wake.add("invitation-emails");
    });
  } catch (error) {
    if (refusedBy(error, "user_invitations_one_pending")) throw new InvitationPending();
    throw error;
  }
}

/**
 * Withdraws an invitation: its link and its waiting mail are dead. Doing it twice changes nothing.
 *
 * @throws NotAllowed, NotFound, InvitationUsed as for `resendInvitation`
 */
export function revokeInvitation(ctx: TenantContext, invitationId: string): Promise<void> {
  return ctx.transaction(async (db) => {
    const { status, email } = await lockGrantable(ctx, db, invitationId);
    if (status === "revoked") return;

    await db.$executeRaw`
      update user_invitations set status = 'revoked', revoked_at = now()
      where company_id = ${ctx.companyId}::uuid and id = ${invitationId}::uuid`;
    await cancelMails(ctx, db, invitationId);
    await recordActivity(ctx, db, {
      event: "invitation_revoked",
      subject: { kind: "invitation", id: invitationId },
      data: { email },
    });
  });
}

type Grantable = { role: Role; status: string; generation: number; email: string };

/** Of two admins who press at once, the second one sees what the first one did. */
async function lockGrantable(
  ctx: TenantContext,
  db: TenantDb,
  invitationId: string,
): Promise<Grantable> {
  if (ctx.actor.kind !== "member") throw new NotAllowed();
  const [row] = await db.$queryRaw<Grantable[]>`
    select role, status, token_generation as generation, email from user_invitations
    where company_id = ${ctx.companyId}::uuid and id = ${invitationId}::uuid and deleted_at is null
    for update`;
  if (row === undefined) throw new NotFound();
  if (!canGrant(ctx.actor.role, row.role)) throw new NotAllowed();
  if (row.status === "accepted") throw new InvitationUsed();

  return row;
}

async function cancelMails(ctx: TenantContext, db: TenantDb, invitationId: string): Promise<void> {
  await db.invitationEmail.updateMany({
    where: { companyId: ctx.companyId, invitationId, status: "pending" },
    data: { status: "cancelled", nextAttemptAt: null },
  });
}

const PER_INVITATION = { name: "ask-for-link", points: 1, seconds: 3600 };

/**
 * Tells the company's admins that the holder of an expired link would like a new one, at most once
 * an hour. Asking again, or with a link that is not expired, says and changes nothing.
 */
export async function askForNewLink(ctx: TenantContext, token: string): Promise<void> {
  const invitation = await ctx.transaction((db) => findInvitation(ctx, db, token));
  if (invitation === null || stateOf(invitation) !== "expired") return;
  if ((await countTry(PER_INVITATION, invitation.id)) !== null) return;

  await ctx.transaction((db) =>
    recordActivity(ctx, db, {
      event: "invitation_link_requested",
      subject: { kind: "invitation", id: invitation.id },
      data: { email: invitation.email },
    }),
  );
}

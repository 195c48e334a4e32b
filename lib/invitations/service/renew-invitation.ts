import "server-only";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { InvitationChanged, InvitationPending, InvitationUsed } from "@/lib/invitations/errors";
import type { SeenInvitation } from "@/lib/invitations/schema";
import { invitationSecret } from "@/lib/invitations/service/invitation-secret";
import { limitInvitations } from "@/lib/invitations/service/limit-invitations";
import { refusedBy } from "@/lib/platform/database-errors";
import { hashSecret } from "@/lib/platform/secrets";
import type { Member } from "@/lib/tenancy/actor";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import { canGrant, type Role } from "@/lib/tenancy/roles";

/**
 * Sends an invitation again: a new secret for 72 hours, the old link is dead. Serves open, expired
 * and withdrawn invitations. Whoever sends it again takes it over from somebody who may no longer
 * grant its role.
 *
 * @throws NotAllowed the role is more than the actor may grant
 * @throws NotFound unknown or of another company
 * @throws InvitationUsed it has been accepted
 * @throws InvitationChanged it is not as the actor has seen it
 * @throws InvitationPending another one for this address is open
 * @throws InvitationsUsedUp
 */
export async function resendInvitation(ctx: TenantContext, seen: SeenInvitation): Promise<void> {
  const { invitationId } = seen;
  if (ctx.actor.kind !== "member") throw new NotAllowed();
  await limitInvitations(ctx);
  try {
    await ctx.transaction(async (db) => {
      const { companyId } = ctx;
      const { generation, email, inviter, member } = await lockGrantable(ctx, db, seen);
      const next = generation + 1;

      await db.$executeRaw`
        update user_invitations set status = 'pending', revoked_at = null,
          invited_by = ${inviter.operatorId === null ? (inviter.id ?? member.membershipId) : null}::uuid,
          invited_by_operator = ${inviter.operatorId}::uuid,
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
 * Withdraws an invitation: its link and its waiting mail are dead.
 *
 * @throws NotAllowed, NotFound, InvitationUsed, InvitationChanged as for `resendInvitation`
 */
export function revokeInvitation(ctx: TenantContext, seen: SeenInvitation): Promise<void> {
  const { invitationId } = seen;

  return ctx.transaction(async (db) => {
    const { email } = await lockGrantable(ctx, db, seen);

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

type Row = { role: Role; status: string; generation: number; email: string };
type Inviter = { id: string | null; operatorId: string | null; role: Role | null };
/** `inviter` is empty where whoever invited may no longer grant the role. */
type Grantable = Row & { inviter: Omit<Inviter, "role">; member: Member };

/** Of two admins who press at once, the second one is told what the first one did. */
async function lockGrantable(
  ctx: TenantContext,
  db: TenantDb,
  { invitationId, generation, state }: SeenInvitation,
): Promise<Grantable> {
  const { actor: member, companyId } = ctx;
  if (member.kind !== "member") throw new NotAllowed();
  const [row] = await db.$queryRaw<Row[]>`
    select role, status, token_generation as generation, email from user_invitations
    where company_id = ${companyId}::uuid and id = ${invitationId}::uuid and deleted_at is null
    for update`;
  if (row === undefined) throw new NotFound();
  if (!canGrant(member.role, row.role)) throw new NotAllowed();
  if (row.status === "accepted") throw new InvitationUsed();
  const isAsSeen = (row.status === "revoked") === (state === "revoked");
  if (row.generation !== generation || !isAsSeen) throw await changed(ctx, db, invitationId);

  const [inviter = { id: null, operatorId: null, role: null }] = await db.$queryRaw<Inviter[]>`
    select m.id, o.id as "operatorId", m.role from user_invitations i
    left join memberships m on m.company_id = i.company_id and m.id = i.invited_by
      and m.deactivated_at is null
    left join users o on o.id = i.invited_by_operator and o.is_platform_operator
    where i.company_id = ${companyId}::uuid and i.id = ${invitationId}::uuid`;
  const isIn = inviter.role !== null && canGrant(inviter.role, row.role);

  return { ...row, member, inviter: { ...inviter, id: isIn ? inviter.id : null } };
}

type Change = { name: string; event: string; minutes: number };

async function changed(ctx: TenantContext, db: TenantDb, id: string): Promise<Error> {
  const [change] = await db.$queryRaw<Change[]>`
    select actor_name as name, event,
      (extract(epoch from now() - created_at)::int / 60) as minutes
    from activity_log
    where company_id = ${ctx.companyId}::uuid and subject_id = ${id}::uuid
      and event in ('invitation_resent', 'invitation_revoked')
    order by created_at desc, id desc limit 1`;

  return new InvitationChanged({ params: change ?? { name: "", event: "other", minutes: 0 } });
}

async function cancelMails(ctx: TenantContext, db: TenantDb, invitationId: string): Promise<void> {
  await db.invitationEmail.updateMany({
    where: { companyId: ctx.companyId, invitationId, status: "pending" },
    data: { status: "cancelled", nextAttemptAt: null },
  });
}

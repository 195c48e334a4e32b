import "server-only";

import { OPERATOR_SUFFIX } from "@/lib/invitations/rules";
import type { InvitationState, InvitationView } from "@/lib/invitations/schema";
import { equalBytes, hashSecret } from "@/lib/platform/secrets";
import { idSchema, type Locale } from "@/lib/shared/schema";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { canGrant, type Role } from "@/lib/tenancy/roles";

const SECRET = /^[A-Za-z0-9_-]{43}$/;

export type FoundInvitation = {
  id: string;
  email: string;
  emailNormalised: string;
  role: Role;
  branchId: string | null;
  branch: string | null;
  staffId: string | null;
  status: "pending" | "accepted" | "expired" | "revoked";
  isOverdue: boolean;
  expiresAt: Date;
  generation: number;
  tokenHash: Uint8Array;
  message: string;
  locale: Locale;
  company: InvitationView["company"];
  /** A platform operator is no member, and so has no role here. */
  inviter: { name: string; role: Role | null; isActive: boolean };
  userId: string | null;
};

/** The invitation whose secret somebody holds, in whatever state; null for everybody else. */
export async function findInvitation(
  ctx: TenantContext,
  db: TenantDb,
  token: string,
): Promise<FoundInvitation | null> {
  const [id = "", secret = ""] = token.split(".");
  if (!idSchema.safeParse(id).success || !SECRET.test(secret)) return null;

  const [row] = await db.$queryRaw<FoundInvitation[]>`
    select i.id, i.email, i.email_normalised as "emailNormalised", i.role, i.branch_id as "branchId",
      b.name as branch, i.staff_id as "staffId", i.status, i.expires_at <= now() as "isOverdue",
      i.expires_at as "expiresAt", i.token_generation as generation, i.token_hash as "tokenHash",
      coalesce(i.metadata->>'message', '') as message, i.locale,
      json_build_object('slug', c.slug, 'name', c.name, 'accentColour', c.accent_colour) as company,
      json_build_object('name', coalesce(inviter.name, o.name || ${OPERATOR_SUFFIX}), 'role', m.role,
        'isActive', coalesce(o.is_platform_operator, m.deactivated_at is null)) as inviter,
      invited.id as "userId"
    from user_invitations i
    join companies c on c.id = i.company_id
    left join memberships m on m.company_id = i.company_id and m.id = i.invited_by
    left join users inviter on inviter.id = m.user_id
    left join users o on o.id = i.invited_by_operator
    left join branches b on b.company_id = i.company_id and b.id = i.branch_id
    left join users invited on invited.email_normalised = i.email_normalised
    where i.company_id = ${ctx.companyId}::uuid and i.id = ${id}::uuid and i.deleted_at is null`;

  return row !== undefined && equalBytes(hashSecret(secret), row.tokenHash) ? row : null;
}

/** Whether whoever invited may still grant the role: a member by theirs, an operator while they are one. */
export function isInviterIn({ inviter, role }: Pick<FoundInvitation, "inviter" | "role">): boolean {
  return inviter.isActive && (inviter.role === null || canGrant(inviter.role, role));
}

/** What can be done with an invitation now. */
export function stateOf({
  status,
  isOverdue,
}: Pick<FoundInvitation, "status" | "isOverdue">): InvitationState {
  if (status !== "pending") return status;

  return isOverdue ? "expired" : "open";
}

/** What the page behind an invitation's link shows; opening it changes nothing. */
export async function viewInvitation(
  ctx: TenantContext,
  { token, company }: { token: string; company: InvitationView["company"] },
): Promise<InvitationView> {
  const found = await ctx.transaction((db) => findInvitation(ctx, db, token));
  if (found === null) return { state: "unknown", company, details: null };

  const { email, role, branch, inviter, message, expiresAt, locale, userId } = found;

  return {
    state: stateOf(found),
    company,
    details: {
      email,
      role,
      branch,
      inviter: inviter.name,
      message,
      expiresAt: expiresAt.toISOString(),
      locale,
      hasAccount: userId !== null,
    },
  };
}

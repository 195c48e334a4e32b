import "server-only";

import type { Identity } from "@/lib/accounts/service/sign-in";
import { WrongPassword } from "@/lib/invitations/errors";
import { findInvitation, type FoundInvitation } from "@/lib/invitations/service/find-invitation";
import { joinCompany, refuseClosed } from "@/lib/invitations/service/join-company";
import { hashPassword, verifyPassword } from "@/lib/platform/password";
import { countClient, countTry } from "@/lib/platform/rate-limit";
import type { TenantContext } from "@/lib/tenancy/context";
import { TooManyAttempts } from "@/lib/tenancy/errors";

const PER_LINK = { name: "accept-link", points: 10, seconds: 900 };
/** A whole team accepts from one room; who tries passwords over many invitations does not get far. */
const PER_CLIENT = { name: "accept-client", points: 60, seconds: 900 };

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
  const waitSeconds =
    (await countClient(PER_CLIENT, ctx.origin.ip)) ??
    (await countTry(PER_LINK, input.token.slice(0, 36).toLowerCase()));
  if (waitSeconds !== null) {
    throw new TooManyAttempts({ params: { minutes: Math.ceil(waitSeconds / 60) } });
  }

  const invitation = await ctx.transaction((db) => findInvitation(ctx, db, input.token));
  refuseClosed(invitation);
  // Hashing takes long enough to be kept out of the transaction that holds the rows.
  const passwordHash = await provePassword(ctx, { invitation, input });

  return joinCompany(ctx, { invitation, token: input.token, name: input.name, passwordHash });
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
  const stored = user?.passwordHash ?? null;
  if (!(await verifyPassword({ stored, whose: invitation.id }, input.password))) {
    throw new WrongPassword({ issues: [{ path: ["password"], message: "wrong-password" }] });
  }

  return user?.passwordHash ?? "";
}

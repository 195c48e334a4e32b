import "server-only";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { findInvitation, stateOf } from "@/lib/invitations/service/find-invitation";
import { countTry } from "@/lib/platform/rate-limit";
import type { TenantContext } from "@/lib/tenancy/context";

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

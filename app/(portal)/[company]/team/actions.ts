"use server";

import { redirect } from "next/navigation";

import { seenInvitationSchema } from "@/lib/invitations/schema";
import { resendInvitation, revokeInvitation } from "@/lib/invitations/service/renew-invitation";
import { action } from "@/lib/web/action";

export const resendInvitationAction = action(
  seenInvitationSchema,
  async (ctx, seen, { company }) => {
    await resendInvitation(ctx, seen);
    redirect(`/${company.slug}/team/invitations/${seen.invitationId}?done=resent`);
  },
);

export const revokeInvitationAction = action(
  seenInvitationSchema,
  async (ctx, seen, { company }) => {
    await revokeInvitation(ctx, seen);
    redirect(`/${company.slug}/team/invitations/${seen.invitationId}?done=revoked`);
  },
);

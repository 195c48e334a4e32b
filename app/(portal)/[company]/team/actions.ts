"use server";

import { redirect } from "next/navigation";

import { seenInvitationSchema } from "@/lib/invitations/schema";
import { resendInvitation, revokeInvitation } from "@/lib/invitations/service/renew-invitation";
import { membershipIdSchema } from "@/lib/team/schema";
import { deactivateMember, reactivateMember } from "@/lib/team/service/set-member-active";
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

export const deactivateMemberAction = action(
  membershipIdSchema,
  async (ctx, { membershipId }, { company }) => {
    await deactivateMember(ctx, membershipId);
    redirect(`/${company.slug}/team?done=deactivated`);
  },
);

export const reactivateMemberAction = action(
  membershipIdSchema,
  async (ctx, { membershipId }, { company }) => {
    await reactivateMember(ctx, membershipId);
    redirect(`/${company.slug}/team?done=reactivated`);
  },
);

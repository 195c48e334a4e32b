"use server";

import { redirect } from "next/navigation";
import * as z from "zod";

import { acceptInvitationSchema } from "@/lib/invitations/schema";
import { acceptInvitation } from "@/lib/invitations/service/accept-invitation";
import { askForNewLink } from "@/lib/invitations/service/ask-for-new-link";
import { companyAction } from "@/lib/web/action";
import { readInvitationToken } from "@/lib/web/invitation-cookie";
import { enter } from "@/lib/web/second-step";
import { endSession } from "@/lib/web/session";

export const acceptInvitationAction = companyAction(
  acceptInvitationSchema,
  async ({ ctx, company }, input) => {
    const token = await readInvitationToken(company.id);
    await enter(await acceptInvitation(ctx, { ...input, token }), `/${company.slug}`);
  },
);

export const askForNewLinkAction = companyAction(z.object({}), async ({ ctx, company }) => {
  await askForNewLink(ctx, await readInvitationToken(company.id));
  redirect(`/i/${company.slug}?asked=1`);
});

export const signOutAndContinueAction = companyAction(z.object({}), async ({ company }) => {
  await endSession();
  redirect(`/i/${company.slug}`);
});

"use server";

import { redirect } from "next/navigation";

import { inviteSchema } from "@/lib/invitations/schema";
import { inviteUser } from "@/lib/invitations/service/invite-user";
import { action } from "@/lib/web/action";

export const inviteAction = action(inviteSchema, async (ctx, input, { company }) => {
  await inviteUser(ctx, input);
  redirect(`/${company.slug}/team?done=invited`);
});

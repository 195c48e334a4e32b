"use server";

import { redirect } from "next/navigation";

import { deactivateMemberSchema } from "@/lib/team/schema";
import { deactivateMember } from "@/lib/team/service/deactivate-member";
import { action } from "@/lib/web/action";

export const deactivateMemberAction = action(
  deactivateMemberSchema,
  async (ctx, input, { company }) => {
    await deactivateMember(ctx, input);
    redirect(`/${company.slug}/team/${input.membershipId}?done=deactivated`);
  },
);

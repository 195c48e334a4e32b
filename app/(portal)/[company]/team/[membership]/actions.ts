"use server";

import { redirect } from "next/navigation";

import { changeMemberSchema, membershipIdSchema } from "@/lib/team/schema";
import { changeMember } from "@/lib/team/service/change-member";
import { reactivateMember } from "@/lib/team/service/reactivate-member";
import { action } from "@/lib/web/action";

export const changeMemberAction = action(changeMemberSchema, async (ctx, input, { company }) => {
  await changeMember(ctx, input);
  redirect(`/${company.slug}/team/${input.membershipId}?done=changed`);
});

export const reactivateMemberAction = action(
  membershipIdSchema,
  async (ctx, { membershipId }, { company }) => {
    await reactivateMember(ctx, membershipId);
    redirect(`/${company.slug}/team/${membershipId}?done=reactivated`);
  },
);

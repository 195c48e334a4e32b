"use server";

import { redirect } from "next/navigation";

import { changeBranchSchema, newBranchSchema } from "@/lib/catalogue/schema";
import { changeBranch, createBranch } from "@/lib/catalogue/service/branches";
import { action } from "@/lib/web/action";

export const createBranchAction = action(newBranchSchema, async (ctx, input, { company }) => {
  await createBranch(ctx, input);
  redirect(`/${company.slug}/settings/branches?done=branchAdded`);
});

export const changeBranchAction = action(changeBranchSchema, async (ctx, input, { company }) => {
  await changeBranch(ctx, input);
  redirect(`/${company.slug}/settings/branches?done=branchSaved`);
});

"use server";

import { redirect } from "next/navigation";

import { closureSchema, removeClosureSchema } from "@/lib/staff/schema";
import { addClosure, removeClosure } from "@/lib/staff/service/closures";
import { action } from "@/lib/web/action";

export const addClosureAction = action(closureSchema, async (ctx, input, { company }) => {
  await addClosure(ctx, input);
  redirect(`/${company.slug}/settings/closures?done=closureAdded`);
});

export const removeClosureAction = action(
  removeClosureSchema,
  async (ctx, { closureId }, { company }) => {
    await removeClosure(ctx, closureId);
    redirect(`/${company.slug}/settings/closures?done=closureRemoved`);
  },
);

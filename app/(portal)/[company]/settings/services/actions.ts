"use server";

import { redirect } from "next/navigation";

import { changeServiceSchema, newServiceSchema } from "@/lib/catalogue/schema";
import { changeService, createService } from "@/lib/catalogue/service/services";
import { action } from "@/lib/web/action";

export const createServiceAction = action(newServiceSchema, async (ctx, input, { company }) => {
  await createService(ctx, input);
  redirect(`/${company.slug}/settings/services?done=serviceAdded`);
});

export const changeServiceAction = action(changeServiceSchema, async (ctx, input, { company }) => {
  await changeService(ctx, input);
  redirect(`/${company.slug}/settings/services?done=serviceSaved`);
});

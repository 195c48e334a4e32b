"use server";

import { redirect } from "next/navigation";

import { companySettingsSchema } from "@/lib/companies/schema";
import { changeSettings } from "@/lib/companies/service/change-company";
import { action } from "@/lib/web/action";

export const changeSettingsAction = action(
  companySettingsSchema,
  async (ctx, input, { company }) => {
    await changeSettings(ctx, input);
    redirect(`/${company.slug}/settings?done=1`);
  },
);

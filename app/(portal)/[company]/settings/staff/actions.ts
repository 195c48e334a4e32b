"use server";

import { redirect } from "next/navigation";

import { newStaffSchema } from "@/lib/staff/schema";
import { createStaff } from "@/lib/staff/service/create-staff";
import { action } from "@/lib/web/action";

export const createStaffAction = action(newStaffSchema, async (ctx, input, { company }) => {
  const id = await createStaff(ctx, input);
  redirect(`/${company.slug}/settings/staff/${id}?done=staffAdded`);
});

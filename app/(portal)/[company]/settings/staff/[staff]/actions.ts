"use server";

import { redirect } from "next/navigation";

import {
  changeStaffSchema,
  removeTimeOffSchema,
  timeOffSchema,
  workingHoursSchema,
} from "@/lib/staff/schema";
import { changeStaff } from "@/lib/staff/service/staff";
import { addTimeOff, removeTimeOff } from "@/lib/staff/service/time-off";
import { changeWorkingHours } from "@/lib/staff/service/working-hours";
import { action } from "@/lib/web/action";

const done = (slug: string, staffId: string, what: string): never =>
  redirect(`/${slug}/settings/staff/${staffId}?done=${what}`);

export const changeStaffAction = action(changeStaffSchema, async (ctx, input, { company }) => {
  await changeStaff(ctx, input);
  done(company.slug, input.staffId, "staffSaved");
});

export const changeHoursAction = action(workingHoursSchema, async (ctx, input, { company }) => {
  await changeWorkingHours(ctx, input);
  done(company.slug, input.staffId, "hoursSaved");
});

export const addTimeOffAction = action(timeOffSchema, async (ctx, input, { company }) => {
  await addTimeOff(ctx, input);
  done(company.slug, input.staffId, "timeOffAdded");
});

export const removeTimeOffAction = action(removeTimeOffSchema, async (ctx, input, { company }) => {
  await removeTimeOff(ctx, input);
  done(company.slug, input.staffId, "timeOffRemoved");
});

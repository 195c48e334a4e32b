"use server";

import { redirect } from "next/navigation";

import { retryCaseSchema, settleSchema } from "@/lib/absences/schema";
import { retryCase, settleAbsence } from "@/lib/absences/service/settle-absence";
import { action } from "@/lib/web/action";

export const settleAbsenceAction = action(settleSchema, async (ctx, input, { company }) => {
  await settleAbsence(ctx, input.timeOffId);
  redirect(`/${company.slug}/team/absence/${input.timeOffId}`);
});

export const retryCaseAction = action(retryCaseSchema, async (ctx, input, { company }) => {
  await retryCase(ctx, input);
  redirect(`/${company.slug}/team/absence/${input.timeOffId}`);
});

"use server";

import { redirect } from "next/navigation";

import { recordAbsenceSchema } from "@/lib/absences/schema";
import { recordAbsence } from "@/lib/absences/service/record-absence";
import { settleAbsence } from "@/lib/absences/service/settle-absence";
import { action } from "@/lib/web/action";

export const recordAbsenceAction = action(recordAbsenceSchema, async (ctx, input, { company }) => {
  await recordAbsence(ctx, input);
  await settleAbsence(ctx, input.timeOffId);
  redirect(`/${company.slug}/team/absence/${input.timeOffId}`);
});

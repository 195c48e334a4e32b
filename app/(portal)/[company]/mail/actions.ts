"use server";

import { redirect } from "next/navigation";

import { mailIdSchema, suppressionIdSchema } from "@/lib/delivery/schema";
import { cancelMail } from "@/lib/delivery/service/cancel-mail";
import { retryMail } from "@/lib/delivery/service/retry-mail";
import { liftSuppression } from "@/lib/delivery/service/suppressions";
import { action } from "@/lib/web/action";

export const retryMailAction = action(mailIdSchema, async (ctx, { mailId }, { company }) => {
  const sentAs = await retryMail(ctx, mailId);
  redirect(`/${company.slug}/mail/${sentAs}?done=retried`);
});

export const cancelMailAction = action(mailIdSchema, async (ctx, { mailId }, { company }) => {
  await cancelMail(ctx, mailId);
  redirect(`/${company.slug}/mail/${mailId}?done=cancelled`);
});

export const liftSuppressionAction = action(
  suppressionIdSchema,
  async (ctx, { suppressionId }, { company }) => {
    await liftSuppression(ctx, suppressionId);
    redirect(`/${company.slug}/mail?done=lifted`);
  },
);

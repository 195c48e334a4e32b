"use server";

import { redirect } from "next/navigation";
import * as z from "zod";

import { decideReviewSchema, replayWebhookSchema, settleDriftSchema } from "@/lib/calcom/schema";
import { decideReview } from "@/lib/calcom/service/decide-review";
import { replayWebhook } from "@/lib/calcom/service/replay-webhook";
import { resetBreaker } from "@/lib/calcom/service/reset-breaker";
import { settleDrift } from "@/lib/calcom/service/settle-drift";
import { takeUnknown } from "@/lib/calcom/service/take-unknown";
import { action } from "@/lib/web/action";

const back = (slug: string, done: string) => `/${slug}/operations/calendar?done=${done}`;

export const resetBreakerAction = action(z.object({}), async (ctx, _input, { company }) => {
  await resetBreaker(ctx);
  redirect(back(company.slug, "reset"));
});

export const settleDriftAction = action(settleDriftSchema, async (ctx, input, { company }) => {
  await settleDrift(ctx, input);
  redirect(back(company.slug, input.side));
});

export const takeUnknownAction = action(z.object({}), async (ctx, _input, { company }) => {
  await takeUnknown(ctx);
  redirect(back(company.slug, "heard"));
});

export const decideReviewAction = action(decideReviewSchema, async (ctx, input, { company }) => {
  await decideReview(ctx, input);
  redirect(back(company.slug, input.decision));
});

export const replayWebhookAction = action(replayWebhookSchema, async (ctx, input, { company }) => {
  await replayWebhook(ctx, input);
  redirect(back(company.slug, "replayed"));
});

"use server";

import { redirect } from "next/navigation";

import { policyFormSchema, removePolicySchema } from "@/lib/policies/schema";
import { changeRule, removeRule } from "@/lib/policies/service/change-rule";
import { explainRule } from "@/lib/policies/service/explain-rule";
import { action } from "@/lib/web/action";
import { ruleSentences } from "@/lib/web/rule-sentences";

export const changeRuleAction = action(policyFormSchema, async (ctx, input, { company }) => {
  await changeRule(ctx, input);
  redirect(`/${company.slug}/settings/rules?done=ruleSaved`);
});

export const removeRuleAction = action(removePolicySchema, async (ctx, input, { company }) => {
  await removeRule(ctx, input);
  redirect(`/${company.slug}/settings/rules?done=ruleRemoved`);
});

export const previewRuleAction = action(policyFormSchema, async (ctx, input, { locale }) =>
  ruleSentences(await explainRule(ctx, input), locale),
);

"use server";

import { redirect } from "next/navigation";

import { policyFormSchema, removePolicySchema, triedRuleSchema } from "@/lib/policies/schema";
import { changeRule, removeRule } from "@/lib/policies/service/change-rule";
import { explainRule } from "@/lib/policies/service/explain-rule";
import { action } from "@/lib/web/action";
import { ruleSentences } from "@/lib/web/rule-sentences";

/** One form with two buttons: what is only tried goes to an address that says what was typed. */
export async function changeRuleAction(previous: unknown, form: FormData) {
  return form.get("intent") === "preview" ? tryRule(previous, form) : saveRule(previous, form);
}

const saveRule = action(policyFormSchema, async (ctx, input, { company }) => {
  await changeRule(ctx, input);
  redirect(`/${company.slug}/settings/rules?done=ruleSaved`);
});

const tryRule = action(triedRuleSchema, (_ctx, { scope, intent: _, ...fields }, { company }) => {
  const typed = Object.entries(fields).filter(([, value]) => value !== "");
  redirect(`/${company.slug}/settings/rules/${scope}?${new URLSearchParams(typed).toString()}`);
});

export const removeRuleAction = action(removePolicySchema, async (ctx, input, { company }) => {
  await removeRule(ctx, input);
  redirect(`/${company.slug}/settings/rules?done=ruleRemoved`);
});

export const previewRuleAction = action(policyFormSchema, async (ctx, input, { locale }) =>
  ruleSentences(await explainRule(ctx, input), locale),
);

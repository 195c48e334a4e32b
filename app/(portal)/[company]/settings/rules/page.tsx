import type { Metadata } from "next";
import * as z from "zod";

import { explainRule } from "@/lib/policies/service/explain-rule";
import { getRule, listRules } from "@/lib/policies/service/rules-of";
import type { PortalParams } from "@/lib/web/portal-page";
import { ruleSentences } from "@/lib/web/rule-sentences";
import { settingsPage, settingsTitle } from "@/lib/web/settings-page";

import { Forbidden } from "../../_components/forbidden";
import { SettingsHead } from "../_components/settings-head";
import { Exceptions } from "./_components/exceptions";
import { RuleForm } from "./_components/rule-form";

type Props = { params: PortalParams; searchParams: Promise<{ done?: string | string[] }> };

const doneSchema = z.enum(["ruleSaved", "ruleRemoved"]).optional().catch(undefined);
const scope = { kind: "company", id: null } as const;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await settingsTitle(params, "tabs.rules") };
}

export default async function RulesPage({ params, searchParams }: Props) {
  const page = await settingsPage(params);
  if (!page.maySet) return <Forbidden page={page} />;
  const { ctx, locale } = page;
  const rule = await getRule(ctx, scope);
  const rules = await listRules(ctx);
  const sentences = ruleSentences(await explainRule(ctx, { scope, values: rule.values }), locale);

  return (
    <>
      <SettingsHead
        page={page}
        current="rules"
        done={doneSchema.parse((await searchParams).done)}
      />
      <RuleForm page={page} rule={rule} values={rule.values} sentences={sentences} />
      <Exceptions page={page} rules={rules} />
    </>
  );
}

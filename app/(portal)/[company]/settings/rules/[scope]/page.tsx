import type { Metadata } from "next";
import { notFound } from "next/navigation";

import { ActionForm } from "@/components/form/action-form";
import { Crumbs } from "@/components/ui/crumbs";
import { PageHead } from "@/components/ui/page-head";
import { SubmitButton } from "@/components/ui/submit-button";
import { type PolicyForm, policyFormSchema, policyScopeSchema } from "@/lib/policies/schema";
import { explainRule } from "@/lib/policies/service/explain-rule";
import { getRule } from "@/lib/policies/service/rules-of";
import { orNotFound } from "@/lib/web/page-context";
import { ruleSentences } from "@/lib/web/rule-sentences";
import { settingsPage, settingsTitle } from "@/lib/web/settings-page";

import { Forbidden } from "../../../_components/forbidden";
import { RuleForm } from "../_components/rule-form";
import { removeRuleAction } from "../actions";

type Query = Record<string, string | string[] | undefined>;
type Props = {
  params: Promise<{ company: string; scope: string }>;
  /** A form that was sent to be tried: the preview has an address. */
  searchParams: Promise<Query>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await settingsTitle(params, "tabs.rules") };
}

export default async function RulePage({ params, searchParams }: Props) {
  const page = await settingsPage(params);
  if (!page.maySet) return <Forbidden page={page} />;
  const { ctx, home, company, locale, settings, common } = page;
  const scope = policyScopeSchema.safeParse((await params).scope);
  if (!scope.success) notFound();
  const rule = await orNotFound(getRule(ctx, scope.data));
  const tried = readTried(await searchParams, rule.scope);
  const values = tried?.values ?? rule.values;
  const explanation = await explainRule(ctx, { scope: scope.data, values });
  const title = rule.scope === "company" ? settings("rule.forAll") : rule.name;

  return (
    <>
      <PageHead
        crumbs={
          <Crumbs
            label={common("shell.breadcrumbs")}
            trail={[{ href: `${home}/settings/rules`, label: settings("tabs.rules") }]}
            current={title}
          />
        }
        title={title}
        actions={
          rule.scope !== "company" &&
          rule.version > 0 && (
            <ActionForm action={removeRuleAction} referenceLabel={common("problem.reference")}>
              <input type="hidden" name="company" value={company.slug} />
              <input type="hidden" name="scope" value={rule.scope} />
              <input type="hidden" name="version" value={rule.version} />
              <SubmitButton variant="secondary" pendingLabel={common("pending.save")}>
                {settings("exception.remove")}
              </SubmitButton>
            </ActionForm>
          )
        }
      >
        {settings(rule.scope === "company" ? "lead.rules" : "exception.lead")}
      </PageHead>
      <RuleForm
        key={JSON.stringify(values)}
        page={page}
        rule={{ ...rule, version: tried?.version ?? rule.version }}
        values={values}
        sentences={ruleSentences(explanation, locale)}
      />
    </>
  );
}

/** What was typed, and which version of the rule was seen then. */
function readTried(query: Query, scope: string): PolicyForm | undefined {
  if (query["version"] === undefined) return undefined;

  return policyFormSchema.safeParse({ ...query, scope }).data;
}

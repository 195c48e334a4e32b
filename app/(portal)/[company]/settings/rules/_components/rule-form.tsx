import { ActionForm } from "@/components/form/action-form";
import { KeptSelectField, KeptTextField } from "@/components/form/kept-field";
import { KeptVersion } from "@/components/form/kept-version";
import { ActionRow } from "@/components/ui/action-row";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { Columns } from "@/components/ui/columns";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Policy, PolicyValues, Rule } from "@/lib/policies/schema";
import type { SettingsPage } from "@/lib/web/settings-page";

import { changeRuleAction } from "../actions";
import { FeeFields } from "./fee-fields";
import { RulePreview } from "./rule-preview";

type Props = {
  page: SettingsPage;
  rule: Rule;
  /** What is being tried, where that is not what is saved. */
  values: PolicyValues;
  sentences: readonly string[];
};

const NUMBERS = [
  { name: "rescheduleHours", field: "rescheduleNoticeMinutes", unit: 60 },
  { name: "cancelHours", field: "cancelNoticeMinutes", unit: 60 },
  { name: "maxDaysAhead", field: "maxDaysAhead", unit: 1 },
  { name: "maxReschedules", field: "maxReschedules", unit: 1 },
  { name: "maxCancellations30Days", field: "maxCancellations30Days", unit: 1 },
] as const;

/** One rule, and beside it what it means; an empty field takes what holds anyway. */
export function RuleForm({ page, rule, values, sentences }: Props) {
  const { settings, common, company } = page;

  return (
    <ActionForm action={changeRuleAction} referenceLabel={common("problem.reference")}>
      <input type="hidden" name="company" value={company.slug} />
      <input type="hidden" name="scope" value={rule.scope} />
      <KeptVersion version={rule.version} />
      <Columns>
        <Card aria-labelledby="rule">
          <CardHead id="rule">
            {rule.scope === "company" ? settings("rule.forAll") : rule.name}
          </CardHead>
          <CardBody>
            <p className="text-ink-2">
              {settings(rule.scope === "company" ? "rule.emptyCompany" : "rule.emptyException")}
            </p>
            <div className="grid gap-4 md:grid-cols-2">
              {NUMBERS.map(({ name, field, unit }) => (
                <KeptTextField
                  key={name}
                  name={name}
                  inputMode="decimal"
                  label={settings(`rule.${name}`)}
                  placeholder={String(rule.inherited[field] / unit)}
                  defaultValue={typed(values[field], unit)}
                />
              ))}
              <KeptSelectField
                name="isReasonRequired"
                label={settings("rule.isReasonRequired")}
                defaultValue={choiceOf(values.isReasonRequired)}
              >
                <option value="">
                  {settings("rule.inherited", {
                    value: settings(rule.inherited.isReasonRequired ? "yes" : "no"),
                  })}
                </option>
                <option value="on">{settings("yes")}</option>
                <option value="off">{settings("no")}</option>
              </KeptSelectField>
            </div>
            <FeeFields
              page={page}
              tiers={values.feeTiers}
              inherited={feesInWords(page, rule.inherited.feeTiers)}
            />
          </CardBody>
        </Card>
        <Card aria-labelledby="meaning">
          <CardHead id="meaning">{settings("explain.title")}</CardHead>
          <CardBody>
            <RulePreview key={sentences.join("|")} sentences={sentences} />
            <p className="text-note text-ink-2">{settings("explain.promised")}</p>
            <ActionRow>
              <Button type="submit" name="intent" value="preview" formNoValidate>
                {settings("explain.preview")}
              </Button>
              <SubmitButton pendingLabel={common("pending.save")}>
                {common("action.save")}
              </SubmitButton>
            </ActionRow>
          </CardBody>
        </Card>
      </Columns>
    </ActionForm>
  );
}

function typed(value: number | null, unit: number): string {
  return value === null ? "" : String(value / unit);
}

function choiceOf(value: boolean | null): string {
  if (value === null) return "";

  return value ? "on" : "off";
}

function feesInWords({ settings }: SettingsPage, tiers: Policy["feeTiers"]): string {
  if (tiers.length === 0) return settings("rule.noFees");

  return tiers
    .map(({ withinMinutes, percent }) =>
      settings("rule.tier", { hours: withinMinutes / 60, percent }),
    )
    .join(", ");
}

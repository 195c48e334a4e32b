import { ActionForm } from "@/components/form/action-form";
import { KeptSelectField, KeptTextField } from "@/components/form/kept-field";
import { ActionRow } from "@/components/ui/action-row";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { SubmitButton } from "@/components/ui/submit-button";
import type { SettingsPage } from "@/lib/web/settings-page";

import { addClosureAction } from "../actions";

type Props = { page: SettingsPage; branches: readonly { id: string; name: string }[] };

export function ClosureForm({ page, branches }: Props) {
  const { settings, common, company } = page;

  return (
    <Card aria-labelledby="add">
      <CardHead id="add">{settings("closure.add")}</CardHead>
      <CardBody>
        <ActionForm action={addClosureAction} referenceLabel={common("problem.reference")}>
          <input type="hidden" name="company" value={company.slug} />
          <KeptTextField
            name="name"
            label={settings("closure.name")}
            hint={settings("closure.nameHint")}
            maxLength={120}
            required
          />
          <KeptTextField
            type="date"
            name="firstDay"
            label={settings("closure.firstDay")}
            required
          />
          <KeptTextField type="date" name="lastDay" label={settings("closure.lastDay")} required />
          <KeptSelectField name="branchId" label={settings("closure.branch")}>
            <option value="">{settings("closure.everywhere")}</option>
            {branches.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </KeptSelectField>
          <ActionRow>
            <SubmitButton pendingLabel={common("pending.save")}>
              {settings("closure.save")}
            </SubmitButton>
          </ActionRow>
        </ActionForm>
      </CardBody>
    </Card>
  );
}

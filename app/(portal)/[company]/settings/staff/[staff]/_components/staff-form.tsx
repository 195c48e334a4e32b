import { ActionForm } from "@/components/form/action-form";
import { KeptCheckbox } from "@/components/form/kept-checkbox";
import { KeptError } from "@/components/form/kept-error";
import { KeptSelectField, KeptTextField } from "@/components/form/kept-field";
import { KeptVersion } from "@/components/form/kept-version";
import { ActionRow } from "@/components/ui/action-row";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { SubmitButton } from "@/components/ui/submit-button";
import type { StaffDetail } from "@/lib/staff/schema";
import type { SettingsPage } from "@/lib/web/settings-page";

import { YesNoField } from "../../../_components/yes-no-field";
import { changeStaffAction } from "../actions";

type Props = { page: SettingsPage; staff: StaffDetail };

/** Who somebody is in the calendar, where they work and what they perform. */
export function StaffForm({ page, staff }: Props) {
  const { settings, common, company } = page;

  return (
    <Card aria-labelledby="facts">
      <CardHead id="facts">{settings("staff.facts")}</CardHead>
      <CardBody>
        <ActionForm action={changeStaffAction} referenceLabel={common("problem.reference")}>
          <input type="hidden" name="company" value={company.slug} />
          <input type="hidden" name="staffId" value={staff.id} />
          <KeptVersion version={staff.version} />
          <KeptTextField
            name="name"
            label={settings("staff.name")}
            defaultValue={staff.name}
            maxLength={120}
            required
          />
          <KeptSelectField
            name="branchId"
            label={settings("staff.branch")}
            defaultValue={staff.branchId}
          >
            {staff.choices.branches.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </KeptSelectField>
          <fieldset className="grid gap-1">
            <legend className="mb-1 font-medium">{settings("staff.services")}</legend>
            {staff.choices.services.map(({ id, name }) => (
              <KeptCheckbox
                key={id}
                name={`service.${id}`}
                defaultChecked={staff.services.includes(id)}
              >
                {name}
              </KeptCheckbox>
            ))}
            <KeptError name="services" />
          </fieldset>
          <YesNoField
            page={page}
            name="isActive"
            label={settings("staff.active")}
            hint={settings("staff.activeHint")}
            value={staff.isActive}
          />
          <ActionRow>
            <SubmitButton pendingLabel={common("pending.save")}>
              {common("action.save")}
            </SubmitButton>
          </ActionRow>
        </ActionForm>
      </CardBody>
    </Card>
  );
}

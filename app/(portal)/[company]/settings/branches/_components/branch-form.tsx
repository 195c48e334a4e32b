import { ActionForm } from "@/components/form/action-form";
import { KeptSelectField, KeptTextField } from "@/components/form/kept-field";
import { KeptVersion } from "@/components/form/kept-version";
import { ActionRow } from "@/components/ui/action-row";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { SubmitButton } from "@/components/ui/submit-button";
import type { BranchDetail } from "@/lib/catalogue/schema";
import type { SettingsPage } from "@/lib/web/settings-page";

import { YesNoField } from "../../_components/yes-no-field";
import { changeBranchAction, createBranchAction } from "../actions";

type Props = { page: SettingsPage; timeZones: readonly string[]; branch?: BranchDetail };

const LINES = [
  { name: "name", maxLength: 120, required: true },
  { name: "street", maxLength: 120, required: true },
  { name: "postalCode", maxLength: 12, required: true },
  { name: "city", maxLength: 80, required: true },
  { name: "phone", type: "tel", maxLength: 40 },
  { name: "email", type: "email", maxLength: 254 },
] as const;

export function BranchForm({ page, timeZones, branch }: Props) {
  const { settings, common, company, home } = page;

  return (
    <ActionForm
      action={branch === undefined ? createBranchAction : changeBranchAction}
      referenceLabel={common("problem.reference")}
      className="grid max-w-176 gap-6"
    >
      <input type="hidden" name="company" value={company.slug} />
      {branch !== undefined && (
        <>
          <input type="hidden" name="branchId" value={branch.id} />
          <KeptVersion version={branch.version} />
        </>
      )}
      <Card aria-label={settings("branch.facts")}>
        <CardBody>
          {LINES.map((line) => (
            <KeptTextField
              key={line.name}
              {...line}
              label={settings(`branch.${line.name}`)}
              optional={"required" in line ? undefined : common("field.optional")}
              defaultValue={branch?.[line.name]}
            />
          ))}
          <KeptSelectField
            name="timeZone"
            label={settings("branch.timeZone")}
            hint={settings("branch.timeZoneHint")}
            defaultValue={branch?.timeZone ?? company.timeZone}
          >
            {timeZones.map((zone) => (
              <option key={zone} value={zone}>
                {zone}
              </option>
            ))}
          </KeptSelectField>
          {branch !== undefined && (
            <YesNoField
              page={page}
              name="isActive"
              label={settings("branch.active")}
              hint={settings("branch.activeHint")}
              value={branch.isActive}
              words={{ yes: settings("branch.open"), no: settings("branch.closed") }}
            />
          )}
        </CardBody>
      </Card>
      <ActionRow>
        <ButtonLink href={`${home}/settings/branches`}>{common("action.cancel")}</ButtonLink>
        <SubmitButton pendingLabel={common("pending.save")}>{common("action.save")}</SubmitButton>
      </ActionRow>
    </ActionForm>
  );
}

import { ActionForm } from "@/components/form/action-form";
import { KeptSelectField, KeptTextareaField, KeptTextField } from "@/components/form/kept-field";
import { KeptVersion } from "@/components/form/kept-version";
import { ActionRow } from "@/components/ui/action-row";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { SubmitButton } from "@/components/ui/submit-button";
import type { CustomerDetail } from "@/lib/customers/schema";
import type { CustomersPage } from "@/lib/web/customers-page";

import { changeCustomerAction, createCustomerAction } from "../actions";

type Props = {
  page: CustomersPage;
  timeZones: readonly string[];
  back: string;
} & ({ customer: CustomerDetail; newId?: never } | { customer?: never; newId: string });

const LINES = [
  { name: "name", maxLength: 120, required: true },
  { name: "email", type: "email", maxLength: 254 },
  { name: "phone", type: "tel", maxLength: 40 },
] as const;

export function CustomerForm({ page, timeZones, customer, newId, back }: Props) {
  const { customers: t, common, company, locale } = page;
  const emailHint =
    customer === undefined || customer.email === "" ? "field.emailHint" : "field.emailChangeHint";

  return (
    <ActionForm
      action={customer === undefined ? createCustomerAction : changeCustomerAction}
      referenceLabel={common("problem.reference")}
      className="grid max-w-176 gap-6"
    >
      <input type="hidden" name="company" value={company.slug} />
      <input type="hidden" name="customerId" value={customer?.id ?? newId} />
      {customer !== undefined && <KeptVersion version={customer.version} />}
      <Card aria-label={t("facts")}>
        <CardBody>
          {LINES.map((line) => (
            <KeptTextField
              key={line.name}
              {...line}
              label={t(`field.${line.name}`)}
              hint={line.name === "email" ? t(emailHint) : undefined}
              optional={"required" in line ? undefined : common("field.optional")}
              defaultValue={customer?.[line.name]}
            />
          ))}
          <KeptSelectField
            name="locale"
            label={t("field.locale")}
            hint={t("field.localeHint")}
            defaultValue={customer?.locale ?? locale}
          >
            {(["de", "en"] as const).map((one) => (
              <option key={one} value={one}>
                {common(`language.${one}`)}
              </option>
            ))}
          </KeptSelectField>
          <KeptSelectField
            name="timeZone"
            label={t("field.timeZone")}
            hint={t("field.timeZoneHint")}
            defaultValue={customer?.timeZone ?? company.timeZone}
          >
            {timeZones.map((zone) => (
              <option key={zone} value={zone}>
                {zone}
              </option>
            ))}
          </KeptSelectField>
          <KeptTextareaField
            name="notes"
            label={t("field.notes")}
            hint={t("field.notesHint")}
            optional={common("field.optional")}
            defaultValue={customer?.notes}
            maxLength={2000}
          />
        </CardBody>
      </Card>
      <ActionRow>
        <ButtonLink href={back}>{common("action.cancel")}</ButtonLink>
        <SubmitButton pendingLabel={common("pending.save")}>{common("action.save")}</SubmitButton>
      </ActionRow>
    </ActionForm>
  );
}

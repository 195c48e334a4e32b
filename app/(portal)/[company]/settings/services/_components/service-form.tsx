import { ActionForm } from "@/components/form/action-form";
import { KeptSelectField, KeptTextField } from "@/components/form/kept-field";
import { KeptVersion } from "@/components/form/kept-version";
import { ActionRow } from "@/components/ui/action-row";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { SubmitButton } from "@/components/ui/submit-button";
import {
  LONGEST_SERVICE_MINUTES,
  SERVICE_COLOURS,
  SERVICE_STEPS,
  type ServiceDetail,
} from "@/lib/catalogue/schema";
import type { SettingsPage } from "@/lib/web/settings-page";

import { YesNoField } from "../../_components/yes-no-field";
import { changeServiceAction, createServiceAction } from "../actions";

type Props = { page: SettingsPage; service?: ServiceDetail };

export function ServiceForm({ page, service }: Props) {
  const { common, company, home } = page;

  return (
    <ActionForm
      action={service === undefined ? createServiceAction : changeServiceAction}
      referenceLabel={common("problem.reference")}
      className="grid max-w-176 gap-6"
    >
      <input type="hidden" name="company" value={company.slug} />
      {service !== undefined && (
        <>
          <input type="hidden" name="serviceId" value={service.id} />
          <KeptVersion version={service.version} />
        </>
      )}
      <Offer page={page} service={service ?? NEW_SERVICE} />
      <Booking page={page} service={service ?? NEW_SERVICE} isNew={service === undefined} />
      <ActionRow>
        <ButtonLink href={`${home}/settings/services`}>{common("action.cancel")}</ButtonLink>
        <SubmitButton pendingLabel={common("pending.save")}>{common("action.save")}</SubmitButton>
      </ActionRow>
    </ActionForm>
  );
}

type Shown = Omit<ServiceDetail, "id" | "version" | "staffCount">;

const NEW_SERVICE: Shown = {
  name: "",
  durationMinutes: 30,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  priceMinor: 0,
  currency: "EUR",
  stepMinutes: 15,
  colour: "accent",
  isSelfService: true,
  isActive: true,
};

type PartProps = { page: SettingsPage; service: Shown };

function Offer({ page, service }: PartProps) {
  const { settings } = page;

  return (
    <Card aria-labelledby="offer">
      <CardHead id="offer">{settings("service.offer")}</CardHead>
      <CardBody>
        <KeptTextField
          name="name"
          label={settings("service.name")}
          defaultValue={service.name}
          maxLength={120}
          required
        />
        <div className="grid gap-4 md:grid-cols-2">
          <Minutes page={page} name="durationMinutes" value={service.durationMinutes} min={5} />
          <KeptTextField
            name="price"
            label={settings("service.price", { currency: service.currency })}
            inputMode="decimal"
            defaultValue={toPrice(service.priceMinor, page.locale)}
            required
          />
          <Minutes page={page} name="bufferBeforeMinutes" value={service.bufferBeforeMinutes} />
          <Minutes page={page} name="bufferAfterMinutes" value={service.bufferAfterMinutes} />
        </div>
      </CardBody>
    </Card>
  );
}

function Booking({ page, service, isNew }: PartProps & { isNew: boolean }) {
  const { settings, common } = page;

  return (
    <Card aria-labelledby="booking">
      <CardHead id="booking">{settings("service.booking")}</CardHead>
      <CardBody>
        <KeptSelectField
          name="stepMinutes"
          label={settings("service.step")}
          hint={settings("service.stepHint")}
          defaultValue={String(service.stepMinutes)}
        >
          {SERVICE_STEPS.map((step) => (
            <option key={step} value={step}>
              {common("time.minutes", { minutes: step })}
            </option>
          ))}
        </KeptSelectField>
        <KeptSelectField
          name="colour"
          label={settings("service.colour")}
          hint={settings("service.colourHint")}
          defaultValue={service.colour}
        >
          {SERVICE_COLOURS.map((colour) => (
            <option key={colour} value={colour}>
              {settings(`colour.${colour}`)}
            </option>
          ))}
        </KeptSelectField>
        <YesNoField
          page={page}
          name="isSelfService"
          label={settings("service.selfService")}
          hint={settings("service.selfServiceHint")}
          value={service.isSelfService}
        />
        {!isNew && (
          <YesNoField
            page={page}
            name="isActive"
            label={settings("service.active")}
            hint={settings("service.activeHint")}
            value={service.isActive}
          />
        )}
      </CardBody>
    </Card>
  );
}

type MinutesProps = { page: SettingsPage; name: string; value: number; min?: number };

function Minutes({ page: { settings }, name, value, min = 0 }: MinutesProps) {
  return (
    <KeptTextField
      name={name}
      type="number"
      inputMode="numeric"
      label={settings(`service.${name}`)}
      hint={name === "durationMinutes" ? undefined : settings("service.bufferHint")}
      defaultValue={String(value)}
      min={min}
      max={name === "durationMinutes" ? LONGEST_SERVICE_MINUTES : 240}
      required
    />
  );
}

function toPrice(minor: number, locale: SettingsPage["locale"]): string {
  const price = (minor / 100).toFixed(2);

  return locale === "de" ? price.replace(".", ",") : price;
}

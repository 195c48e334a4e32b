import type { Metadata } from "next";

import { ActionForm } from "@/components/form/action-form";
import { KeptSelectField, KeptTextField } from "@/components/form/kept-field";
import { KeptVersion } from "@/components/form/kept-version";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { Link } from "@/components/ui/link";
import { SubmitButton } from "@/components/ui/submit-button";
import { getSettings } from "@/lib/companies/service/change-company";
import { localeSchema } from "@/lib/shared/schema";
import { timeZones } from "@/lib/web/account-page";
import type { PortalParams } from "@/lib/web/portal-page";
import { settingsPage, settingsTitle } from "@/lib/web/settings-page";

import { Forbidden } from "../_components/forbidden";
import { ReminderFields } from "./_components/reminder-fields";
import { SettingsHead } from "./_components/settings-head";
import { changeSettingsAction } from "./actions";

type Props = { params: PortalParams; searchParams: Promise<{ done?: string | string[] }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await settingsTitle(params, "title") };
}

export default async function SettingsPage({ params, searchParams }: Props) {
  const page = await settingsPage(params);
  if (!page.maySet) return <Forbidden page={page} />;
  const { ctx, company, portal, common } = page;
  const settings = await getSettings(ctx);

  return (
    <>
      <SettingsHead
        page={page}
        current="company"
        done={(await searchParams).done === "1" ? "companySaved" : undefined}
      />
      <ActionForm
        action={changeSettingsAction}
        referenceLabel={common("problem.reference")}
        className="grid max-w-176 gap-6"
      >
        <input type="hidden" name="company" value={company.slug} />
        <KeptVersion version={settings.version} />
        <Card aria-labelledby="about">
          <CardHead id="about">{portal("settings.about")}</CardHead>
          <CardBody>
            <KeptTextField
              name="name"
              label={portal("settings.name")}
              defaultValue={settings.name}
              maxLength={120}
              required
            />
            <KeptTextField
              name="phone"
              type="tel"
              label={portal("settings.phone")}
              hint={portal("settings.phoneHint")}
              defaultValue={settings.phone}
              maxLength={40}
            />
            <KeptTextField
              name="email"
              type="email"
              label={portal("settings.email")}
              defaultValue={settings.email}
              maxLength={254}
            />
            <KeptTextField
              name="openingHoursNote"
              label={portal("settings.hours")}
              hint={portal("settings.hoursHint")}
              defaultValue={settings.openingHoursNote}
              maxLength={200}
            />
            <KeptSelectField
              name="timeZone"
              label={portal("settings.timeZone")}
              hint={portal("settings.timeZoneHint")}
              defaultValue={settings.timeZone}
            >
              {timeZones().map((zone) => (
                <option key={zone} value={zone}>
                  {zone}
                </option>
              ))}
            </KeptSelectField>
            <KeptSelectField
              name="locale"
              label={portal("settings.locale")}
              hint={portal("settings.localeHint")}
              defaultValue={settings.locale}
            >
              {localeSchema.options.map((locale) => (
                <option key={locale} value={locale}>
                  {common(`language.${locale}`)}
                </option>
              ))}
            </KeptSelectField>
            <KeptTextField
              name="accentColour"
              type="color"
              label={portal("settings.colour")}
              hint={portal("settings.colourHint")}
              defaultValue={settings.accentColour}
              className="max-w-24"
            />
          </CardBody>
        </Card>
        <ReminderFields page={page} settings={settings} />
        <Card aria-labelledby="security">
          <CardHead id="security">{portal("settings.security")}</CardHead>
          <CardBody>
            <KeptSelectField
              name="isSecondFactorRequired"
              label={portal("settings.secondFactor")}
              hint={portal("settings.secondFactorHint")}
              defaultValue={settings.isSecondFactorRequired ? "on" : "off"}
            >
              <option value="off">{portal("settings.secondFactorOff")}</option>
              <option value="on">{portal("settings.secondFactorOn")}</option>
            </KeptSelectField>
            <p>
              <Link href="/account/second-factor" className="inline-flex min-h-11 items-center">
                {portal("settings.toSecondFactor")}
              </Link>
            </p>
          </CardBody>
        </Card>
        <SubmitButton pendingLabel={common("pending.save")}>{common("action.save")}</SubmitButton>
      </ActionForm>
    </>
  );
}

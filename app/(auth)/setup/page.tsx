import type { Metadata } from "next";

import { ActionForm } from "@/components/form/action-form";
import { KeptPasswordField, KeptSelectField, KeptTextField } from "@/components/form/kept-field";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { SubmitButton } from "@/components/ui/submit-button";
import { type PageTexts, pageTexts } from "@/lib/web/page-texts";
import { readSetupState } from "@/lib/web/setup-page";

import { Entrance } from "../_components/entrance";
import { setUpAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageTexts("platform");

  return { title: t("setup.title") };
}

/** An empty installation begins here, for whoever has the link that its start printed. */
export default async function SetupPage() {
  const texts = await pageTexts("platform");
  const { t, common, locale } = texts;
  const state = await readSetupState();

  return (
    <Entrance
      locale={locale}
      returnTo="/setup"
      t={(await pageTexts("auth", locale)).t}
      common={common}
    >
      <h1>{t(state === "open" ? "setup.title" : `setup.${state}Title`)}</h1>
      <p className="text-ink-2">{t(state === "open" ? "setup.lead" : `setup.${state}`)}</p>
      {state === "open" && <SetupForm texts={texts} />}
      {state === "done" && (
        <ButtonLink variant="primary" size="block" href="/sign-in">
          {t("setup.signIn")}
        </ButtonLink>
      )}
    </Entrance>
  );
}

function SetupForm({ texts: { t, common, locale } }: { texts: PageTexts }) {
  return (
    <Card>
      <CardBody>
        <ActionForm action={setUpAction} referenceLabel={common("problem.reference")}>
          <KeptTextField
            name="companyName"
            label={t("setup.companyName")}
            autoComplete="organization"
            maxLength={120}
            required
          />
          <KeptTextField
            name="slug"
            label={t("setup.slug")}
            hint={t("create.slugHint")}
            autoCapitalize="none"
            spellCheck={false}
            maxLength={63}
            required
          />
          <KeptTextField
            name="name"
            label={t("setup.name")}
            autoComplete="name"
            maxLength={120}
            required
          />
          <KeptTextField
            name="email"
            type="email"
            label={t("setup.email")}
            autoComplete="username"
            maxLength={254}
            required
          />
          <KeptPasswordField
            name="password"
            label={t("setup.password")}
            hint={t("setup.passwordHint")}
            autoComplete="new-password"
            minLength={10}
            required
            showLabel={common("field.showPassword")}
            hideLabel={common("field.hidePassword")}
          />
          <KeptSelectField name="locale" label={t("setup.locale")} defaultValue={locale}>
            <option value="de">Deutsch</option>
            <option value="en">English</option>
          </KeptSelectField>
          <SubmitButton size="block" pendingLabel={t("setup.pending")}>
            {t("setup.submit")}
          </SubmitButton>
        </ActionForm>
      </CardBody>
    </Card>
  );
}

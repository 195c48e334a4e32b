import type { Metadata } from "next";

import { ActionForm } from "@/components/form/action-form";
import { KeptPasswordField, KeptTextField } from "@/components/form/kept-field";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { Link } from "@/components/ui/link";
import { Note } from "@/components/ui/note";
import { SubmitButton } from "@/components/ui/submit-button";
import { localPath } from "@/lib/web/local-path";
import { pageTexts } from "@/lib/web/page-texts";

import { Entrance } from "../_components/entrance";
import { signInAction } from "../actions";

type Props = { searchParams: Promise<{ returnTo?: string; signedOut?: string; tooLate?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageTexts("auth");

  return { title: `${t("signIn.title")} · ${t("product")}` };
}

export default async function SignInPage({ searchParams }: Props) {
  const { returnTo, signedOut, tooLate } = await searchParams;
  const { t, common, locale } = await pageTexts("auth");

  return (
    <Entrance locale={locale} returnTo="/sign-in" t={t} common={common}>
      <h1>{t("signIn.title")}</h1>
      {signedOut === "1" && <Note tone="ok" role="status" title={t("signIn.signedOut")} />}
      {tooLate === "1" && <Note tone="warn" role="status" title={t("signIn.tooLate")} />}
      <Card>
        <CardBody>
          <ActionForm action={signInAction} referenceLabel={common("problem.reference")}>
            <input type="hidden" name="returnTo" value={localPath(returnTo, "")} />
            <KeptTextField
              name="email"
              type="email"
              label={t("signIn.email")}
              autoComplete="username"
              required
            />
            <KeptPasswordField
              name="password"
              label={t("signIn.password")}
              autoComplete="current-password"
              required
              showLabel={t("showPassword")}
              hideLabel={t("hidePassword")}
            />
            <SubmitButton size="block" pendingLabel={t("signIn.pending")}>
              {t("signIn.submit")}
            </SubmitButton>
          </ActionForm>
          <Link href="/forgot-password" className="inline-flex min-h-11 items-center">
            {t("signIn.forgot")}
          </Link>
        </CardBody>
      </Card>
      <p className="text-note text-ink-2">{t("signIn.note")}</p>
    </Entrance>
  );
}

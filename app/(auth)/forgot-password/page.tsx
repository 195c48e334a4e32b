import type { Metadata } from "next";

import { ActionForm } from "@/components/form/action-form";
import { KeptTextField } from "@/components/form/kept-field";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { Link } from "@/components/ui/link";
import { Note } from "@/components/ui/note";
import { SubmitButton } from "@/components/ui/submit-button";
import { pageTexts } from "@/lib/web/page-texts";

import { Entrance } from "../_components/entrance";
import { requestPasswordResetAction } from "../actions";

type Props = { searchParams: Promise<{ sent?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageTexts("auth");

  return { title: `${t("forgot.title")} · ${t("product")}` };
}

export default async function ForgotPasswordPage({ searchParams }: Props) {
  const { sent } = await searchParams;
  const { t, common, locale } = await pageTexts("auth");

  return (
    <Entrance locale={locale} returnTo="/forgot-password" t={t} common={common}>
      <h1>{t("forgot.title")}</h1>
      {sent === "1" ? (
        <Note tone="info" icon="mail" role="status" title={t("forgot.sentTitle")}>
          <p>{t("forgot.sent")}</p>
        </Note>
      ) : (
        <>
          <p className="text-ink-2">{t("forgot.lead")}</p>
          <Card>
            <CardBody>
              <ActionForm
                action={requestPasswordResetAction}
                referenceLabel={common("problem.reference")}
              >
                <KeptTextField
                  name="email"
                  type="email"
                  label={t("signIn.email")}
                  autoComplete="username"
                  required
                />
                <SubmitButton size="block" pendingLabel={t("forgot.pending")}>
                  {t("forgot.submit")}
                </SubmitButton>
              </ActionForm>
            </CardBody>
          </Card>
        </>
      )}
      <Link href="/sign-in" className="inline-flex min-h-11 items-center">
        {t("forgot.back")}
      </Link>
    </Entrance>
  );
}

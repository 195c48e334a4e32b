import type { Metadata } from "next";
import { redirect } from "next/navigation";

import { ActionForm } from "@/components/form/action-form";
import { KeptTextField } from "@/components/form/kept-field";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { Link } from "@/components/ui/link";
import { SubmitButton } from "@/components/ui/submit-button";
import { pageTexts } from "@/lib/web/page-texts";
import { readPendingSignIn } from "@/lib/web/second-step";

import { Entrance } from "../../_components/entrance";
import { enterCodeAction } from "../../actions";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageTexts("auth");

  return { title: `${t("code.title")} · ${t("product")}` };
}

export default async function SignInCodePage() {
  if ((await readPendingSignIn()) === null) redirect("/sign-in?tooLate=1");
  const { t, common, locale } = await pageTexts("auth");

  return (
    <Entrance locale={locale} returnTo="/sign-in/code" t={t} common={common}>
      <h1>{t("code.title")}</h1>
      <p className="text-ink-2">{t("code.lead")}</p>
      <Card>
        <CardBody>
          <ActionForm action={enterCodeAction} referenceLabel={common("problem.reference")}>
            <KeptTextField
              name="code"
              label={t("code.label")}
              hint={t("code.hint")}
              autoComplete="one-time-code"
              autoCapitalize="characters"
              spellCheck={false}
              maxLength={80}
              required
            />
            <SubmitButton size="block" pendingLabel={t("signIn.pending")}>
              {t("code.submit")}
            </SubmitButton>
          </ActionForm>
          <Link href="/sign-in" className="inline-flex min-h-11 items-center">
            {t("code.back")}
          </Link>
        </CardBody>
      </Card>
      <p className="text-note text-ink-2">{t("code.lost")}</p>
    </Entrance>
  );
}

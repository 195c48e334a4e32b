import type { Metadata } from "next";

import { ActionForm } from "@/components/form/action-form";
import { KeptPasswordField } from "@/components/form/kept-field";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { SubmitButton } from "@/components/ui/submit-button";
import { isResetLinkValid } from "@/lib/accounts/service/password-reset";
import { RESET_LINK } from "@/lib/web/account-links";
import { visitorContext } from "@/lib/web/page-context";
import { pageTexts } from "@/lib/web/page-texts";

import { Entrance } from "../_components/entrance";
import { resetPasswordAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageTexts("auth");

  return { title: `${t("reset.title")} · ${t("product")}` };
}

export default async function ResetPasswordPage() {
  const { t, common, locale } = await pageTexts("auth");
  const isValid = await isResetLinkValid(await visitorContext(), await RESET_LINK.read());

  return (
    <Entrance locale={locale} returnTo="/reset-password" t={t} common={common}>
      <h1>{isValid ? t("reset.title") : t("reset.expiredTitle")}</h1>
      <p className="text-ink-2">{isValid ? t("reset.lead") : t("reset.expired")}</p>
      {isValid ? (
        <Card>
          <CardBody>
            <ActionForm action={resetPasswordAction} referenceLabel={common("problem.reference")}>
              <KeptPasswordField
                name="password"
                label={t("reset.password")}
                hint={t("reset.hint")}
                autoComplete="new-password"
                minLength={10}
                required
                showLabel={t("showPassword")}
                hideLabel={t("hidePassword")}
              />
              <SubmitButton size="block" pendingLabel={t("reset.pending")}>
                {t("reset.submit")}
              </SubmitButton>
            </ActionForm>
          </CardBody>
        </Card>
      ) : (
        <ButtonLink variant="primary" size="block" href="/forgot-password">
          {t("reset.again")}
        </ButtonLink>
      )}
    </Entrance>
  );
}

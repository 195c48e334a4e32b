import type { Metadata } from "next";

import { ActionForm } from "@/components/form/action-form";
import { KeptPasswordField } from "@/components/form/kept-field";
import { BackLink } from "@/components/ui/back-link";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { PageHead } from "@/components/ui/page-head";
import { SubmitButton } from "@/components/ui/submit-button";
import { accountPage } from "@/lib/web/account-page";

import { ProofField } from "../_components/proof-field";
import { changePasswordAction } from "../actions";

const PATH = "/account/password";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await accountPage(PATH);

  return { title: `${t("password.title")} · ${t("product")}` };
}

export default async function AccountPasswordPage() {
  const page = await accountPage(PATH);
  const { t, common } = page;

  return (
    <>
      <BackLink href="/account">{t("title")}</BackLink>
      <PageHead title={t("password.title")}>{t("password.lead")}</PageHead>
      <Card>
        <CardBody>
          <ActionForm action={changePasswordAction} referenceLabel={common("problem.reference")}>
            <ProofField page={page} hint="" />
            <KeptPasswordField
              name="password"
              label={t("password.new")}
              hint={t("password.newHint")}
              autoComplete="new-password"
              minLength={10}
              required
              showLabel={common("field.showPassword")}
              hideLabel={common("field.hidePassword")}
            />
            <SubmitButton pendingLabel={common("pending.save")}>
              {t("password.submit")}
            </SubmitButton>
          </ActionForm>
        </CardBody>
      </Card>
    </>
  );
}

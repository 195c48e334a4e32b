import type { Metadata } from "next";

import { ActionForm } from "@/components/form/action-form";
import { KeptTextField } from "@/components/form/kept-field";
import { BackLink } from "@/components/ui/back-link";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { Note } from "@/components/ui/note";
import { PageHead } from "@/components/ui/page-head";
import { SubmitButton } from "@/components/ui/submit-button";
import { accountPage } from "@/lib/web/account-page";

import { ProofField } from "../_components/proof-field";
import { changeEmailAction } from "../actions";

const PATH = "/account/email";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await accountPage(PATH);

  return { title: `${t("email.title")} · ${t("product")}` };
}

export default async function AccountEmailPage() {
  const page = await accountPage(PATH);
  const { t, common, account } = page;

  return (
    <>
      <BackLink href="/account">{t("title")}</BackLink>
      <PageHead title={t("email.title")}>{t("email.lead", { email: account.email })}</PageHead>
      {account.pendingEmail !== null && (
        <Note tone="info" title={t("email.pending", { email: account.pendingEmail })}>
          <p>{t("email.pendingHint")}</p>
        </Note>
      )}
      <Card>
        <CardBody>
          <ActionForm action={changeEmailAction} referenceLabel={common("problem.reference")}>
            <KeptTextField
              name="email"
              type="email"
              label={t("email.new")}
              autoComplete="email"
              maxLength={254}
              required
            />
            <ProofField page={page} />
            <SubmitButton pendingLabel={common("pending.send")}>{t("email.submit")}</SubmitButton>
          </ActionForm>
        </CardBody>
      </Card>
    </>
  );
}

import type { Metadata } from "next";

import { ActionForm } from "@/components/form/action-form";
import { BackLink } from "@/components/ui/back-link";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { Note } from "@/components/ui/note";
import { PageHead } from "@/components/ui/page-head";
import { SubmitButton } from "@/components/ui/submit-button";
import { findSecondFactorSetup } from "@/lib/accounts/service/second-factor";
import { type AccountPage, accountPage } from "@/lib/web/account-page";

import { CodeField } from "../_components/code-field";
import { ProofField } from "../_components/proof-field";
import { RenewCodes } from "./_components/renew-codes";
import { SecondFactorSetup } from "./_components/second-factor-setup";
import { disableSecondFactorAction, startSecondFactorAction } from "./actions";

const PATH = "/account/second-factor";
type Props = { searchParams: Promise<{ off?: string; for?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await accountPage(PATH);

  return { title: `${t("secondFactor.title")} · ${t("product")}` };
}

export default async function SecondFactorPage({ searchParams }: Props) {
  const page = await accountPage(PATH);
  const { t, account, ctx } = page;
  const setup = await findSecondFactorSetup(ctx);
  const { off, for: purpose } = await searchParams;
  const wantsOff = off === "1";

  return (
    <>
      <BackLink href="/account">{t("title")}</BackLink>
      <PageHead title={t("secondFactor.title")}>{t("secondFactor.why")}</PageHead>
      {purpose === "platform" && account.secondFactor !== "on" && (
        <Note tone="warn" title={t("secondFactor.forPlatform")}>
          <p>{t("secondFactor.forPlatformText")}</p>
        </Note>
      )}
      {account.secondFactor === "on" && <IsOn page={page} wantsOff={wantsOff} />}
      {setup !== null && <SecondFactorSetup page={page} setup={setup} />}
      {account.secondFactor === "off" && <Start page={page} />}
    </>
  );
}

function Start({ page }: { page: AccountPage }) {
  const { t, common } = page;

  return (
    <Card aria-labelledby="start">
      <CardHead id="start">{t("secondFactor.setUp")}</CardHead>
      <CardBody>
        <p className="text-ink-2">{t("secondFactor.need")}</p>
        <ActionForm action={startSecondFactorAction} referenceLabel={common("problem.reference")}>
          <ProofField page={page} />
          <SubmitButton pendingLabel={common("pending.load")}>
            {t("secondFactor.start")}
          </SubmitButton>
        </ActionForm>
      </CardBody>
    </Card>
  );
}

function IsOn({ page, wantsOff }: { page: AccountPage; wantsOff: boolean }) {
  const { t, common, account } = page;

  return (
    <>
      <Note tone="ok" title={t("secondFactor.isOn")}>
        <p>{t("secondFactor.codesLeft", { count: account.recoveryCodesLeft })}</p>
      </Note>
      {!wantsOff && <RenewCodes page={page} />}
      <Card aria-labelledby="off">
        <CardHead id="off">{t("secondFactor.offTitle")}</CardHead>
        <CardBody>
          <p className="text-ink-2">{t("secondFactor.offHint")}</p>
          {wantsOff ? (
            <ActionForm
              action={disableSecondFactorAction}
              referenceLabel={common("problem.reference")}
            >
              <ProofField page={page} />
              <CodeField page={page} />
              <SubmitButton variant="danger" pendingLabel={common("pending.save")}>
                {t("secondFactor.offSubmit")}
              </SubmitButton>
            </ActionForm>
          ) : (
            <p>
              <a href={`${PATH}?off=1`} className="inline-flex min-h-11 items-center">
                {t("secondFactor.offOpen")}
              </a>
            </p>
          )}
        </CardBody>
      </Card>
    </>
  );
}

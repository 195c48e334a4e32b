import type { Metadata } from "next";
import { redirect } from "next/navigation";

import { ActionForm } from "@/components/form/action-form";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { Note } from "@/components/ui/note";
import { PageHead } from "@/components/ui/page-head";
import { SubmitButton } from "@/components/ui/submit-button";
import { accountPage } from "@/lib/web/account-page";
import { readRecoveryCodes } from "@/lib/web/recovery-codes";

import { recoveryCodesKeptAction } from "../actions";

const PATH = "/account/second-factor/codes";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await accountPage(PATH);

  return { title: `${t("codes.title")} · ${t("product")}` };
}

export default async function RecoveryCodesPage() {
  const page = await accountPage(PATH);
  const { t, common } = page;
  const codes = await readRecoveryCodes();
  if (codes.length === 0) redirect("/account/second-factor");

  return (
    <>
      <PageHead title={t("codes.title")} />
      <Note tone="warn" role="status" title={t("codes.once")}>
        <p>{t("codes.keep")}</p>
      </Note>
      <Card>
        <CardBody>
          <ol className="grid gap-2">
            {codes.map((code) => (
              <li key={code} className="break-all tabular-nums">
                <code>{code}</code>
              </li>
            ))}
          </ol>
          <ActionForm action={recoveryCodesKeptAction} referenceLabel={common("problem.reference")}>
            <SubmitButton pendingLabel={common("pending.save")}>{t("codes.done")}</SubmitButton>
          </ActionForm>
        </CardBody>
      </Card>
    </>
  );
}

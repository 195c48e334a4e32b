import { ActionForm } from "@/components/form/action-form";
import { KeptTextField } from "@/components/form/kept-field";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { QrCode } from "@/components/ui/qr-code";
import { SubmitButton } from "@/components/ui/submit-button";
import type { SecondFactorSetup as Setup } from "@/lib/accounts/service/totp";
import type { AccountPage } from "@/lib/web/account-page";

import { confirmSecondFactorAction } from "../actions";

type Props = { page: AccountPage; setup: Setup };

/** Scan or type, then prove it with the first code; the codes for a lost phone come with the answer. */
export function SecondFactorSetup({ page, setup }: Props) {
  const { t, common } = page;

  return (
    <Card aria-labelledby="setup">
      <CardHead id="setup">{t("secondFactor.setUp")}</CardHead>
      <CardBody>
        <ActionForm action={confirmSecondFactorAction} referenceLabel={common("problem.reference")}>
          <ol className="grid list-decimal gap-4 pl-5 marker:text-ink-2">
            <li>
              <p className="mb-3">{t("secondFactor.scan")}</p>
              <QrCode text={setup.uri} label={t("secondFactor.qrCode")} />
              <p className="mt-3 text-note text-ink-2">{t("secondFactor.typeInstead")}</p>
              <p className="wrap-anywhere tabular-nums">
                <code>{setup.secret.match(/.{1,4}/g)?.join(" ")}</code>
              </p>
            </li>
            <li>
              <KeptTextField
                name="code"
                label={t("secondFactor.firstCode")}
                hint={t("secondFactor.firstCodeHint")}
                inputMode="numeric"
                autoComplete="one-time-code"
                maxLength={10}
                required
              />
            </li>
          </ol>
          <SubmitButton pendingLabel={common("pending.save")}>
            {t("secondFactor.confirm")}
          </SubmitButton>
        </ActionForm>
      </CardBody>
    </Card>
  );
}

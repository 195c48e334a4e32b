import { ActionForm } from "@/components/form/action-form";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { SubmitButton } from "@/components/ui/submit-button";
import type { AccountPage } from "@/lib/web/account-page";

import { CodeField } from "../../_components/code-field";
import { ProofField } from "../../_components/proof-field";
import { renewRecoveryCodesAction } from "../actions";

type Props = { page: AccountPage };

export function RenewCodes({ page }: Props) {
  const { t, common } = page;

  return (
    <Card aria-labelledby="codes">
      <CardHead id="codes">{t("codes.title")}</CardHead>
      <CardBody>
        <p className="text-ink-2">{t("codes.renewHint")}</p>
        <ActionForm action={renewRecoveryCodesAction} referenceLabel={common("problem.reference")}>
          <ProofField page={page} />
          <CodeField page={page} />
          <SubmitButton variant="secondary" pendingLabel={common("pending.load")}>
            {t("codes.renew")}
          </SubmitButton>
        </ActionForm>
      </CardBody>
    </Card>
  );
}

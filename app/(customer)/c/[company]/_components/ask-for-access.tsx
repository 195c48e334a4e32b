import { ActionForm } from "@/components/form/action-form";
import { KeptTextField } from "@/components/form/kept-field";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { SubmitButton } from "@/components/ui/submit-button";
import type { CompanyPage } from "@/lib/web/visit-page";

import { askForAccessAction } from "../actions";

/** One address in, the same answer out, whether we know it or not. */
export function AskForAccess({ page }: { page: CompanyPage }) {
  const { company, t, common } = page;

  return (
    <Card>
      <CardBody>
        <ActionForm action={askForAccessAction} referenceLabel={common("problem.reference")}>
          <input type="hidden" name="company" value={company.slug} />
          <KeptTextField
            name="email"
            type="email"
            label={t("mine.email")}
            autoComplete="email"
            required
          />
          <SubmitButton size="block" pendingLabel={t("mine.asking")}>
            {t("mine.ask")}
          </SubmitButton>
        </ActionForm>
      </CardBody>
    </Card>
  );
}

import { ActionForm } from "@/components/form/action-form";
import { KeptTextField } from "@/components/form/kept-field";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { Note } from "@/components/ui/note";
import { SubmitButton } from "@/components/ui/submit-button";
import type { CustomerDetail } from "@/lib/customers/schema";
import type { CustomersPage } from "@/lib/web/customers-page";

import { keepCustomerAction } from "../actions";

type Props = { page: CustomersPage; customer: CustomerDetail };

/** The reason for which nobody erases this entry; saving none lifts it. */
export function KeepForm({ page, customer }: Props) {
  const { customers: t, common, company } = page;
  const isKept = customer.retentionHold !== "";

  return (
    <Card aria-labelledby="hold">
      <CardHead id="hold">{t("erase.hold")}</CardHead>
      <CardBody>
        {isKept ? (
          <Note tone="info" title={t("erase.held")}>
            <p>{customer.retentionHold}</p>
          </Note>
        ) : (
          <p className="text-ink-2">{t("erase.holdText")}</p>
        )}
        <ActionForm
          action={keepCustomerAction}
          referenceLabel={common("problem.reference")}
          className="grid gap-4"
        >
          <input type="hidden" name="company" value={company.slug} />
          <input type="hidden" name="customerId" value={customer.id} />
          <input type="hidden" name="version" value={customer.version} />
          {!isKept && (
            <KeptTextField name="reason" label={t("erase.holdField")} maxLength={300} required />
          )}
          <SubmitButton variant="secondary" pendingLabel={common("action.saving")}>
            {t(isKept ? "erase.holdLift" : "erase.holdSave")}
          </SubmitButton>
        </ActionForm>
      </CardBody>
    </Card>
  );
}

import { ActionForm } from "@/components/form/action-form";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { Checkbox } from "@/components/ui/checkbox";
import { Link } from "@/components/ui/link";
import { Note } from "@/components/ui/note";
import { RadioCards } from "@/components/ui/radio-cards";
import { SubmitButton } from "@/components/ui/submit-button";
import { type CustomerDetail, ERASURE_REASONS } from "@/lib/customers/schema";
import { formatDateTime } from "@/lib/shared/format";
import type { CustomersPage } from "@/lib/web/customers-page";

import { eraseCustomerAction } from "../actions";

const OPEN = new Set(["pending", "confirmed", "in_progress"]);

type Props = { page: CustomersPage; customer: CustomerDetail };

/** For good, so it is chosen, ticked and pressed; while an appointment is open there is nothing to press. */
export function EraseForm({ page, customer }: Props) {
  const { customers: t, common, company } = page;
  const open = [...customer.past, ...customer.upcoming].filter(({ status }) => OPEN.has(status));
  if (open.length > 0) return <StillExpected page={page} appointments={open} />;

  return (
    <Card aria-labelledby="erase">
      <CardHead id="erase">{t("erase.title")}</CardHead>
      <CardBody>
        <ActionForm
          action={eraseCustomerAction}
          referenceLabel={common("problem.reference")}
          className="grid gap-4"
        >
          <input type="hidden" name="company" value={company.slug} />
          <input type="hidden" name="customerId" value={customer.id} />
          <input type="hidden" name="version" value={customer.version} />
          <RadioCards
            legend={t("erase.because")}
            name="because"
            required
            options={ERASURE_REASONS.map((value) => ({
              value,
              label: t(`erase.reasons.${value}`),
            }))}
          />
          <Checkbox name="isFinal" required>
            {t("erase.isFinal")}
          </Checkbox>
          <SubmitButton variant="danger" pendingLabel={t("erase.pending")}>
            {t("erase.confirm")}
          </SubmitButton>
        </ActionForm>
      </CardBody>
    </Card>
  );
}

type ExpectedProps = { page: CustomersPage; appointments: CustomerDetail["upcoming"] };

function StillExpected({ page, appointments }: ExpectedProps) {
  const { customers: t, home, locale } = page;

  return (
    <Note tone="warn" title={t("erase.expected")}>
      <p>{t("erase.expectedText")}</p>
      <ul>
        {appointments.map(({ id, startsAt, timeZone, service }) => (
          <li key={id}>
            <Link href={`${home}/appointments/${id}`}>
              {formatDateTime(startsAt, { locale, timeZone })}
            </Link>{" "}
            {service.name}
          </li>
        ))}
      </ul>
    </Note>
  );
}

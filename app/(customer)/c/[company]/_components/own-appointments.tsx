import { ActionForm } from "@/components/form/action-form";
import { Empty } from "@/components/ui/empty";
import { SubmitButton } from "@/components/ui/submit-button";
import type { OwnAppointments as Own } from "@/lib/customer-access/schema";
import { formatTime } from "@/lib/shared/format";
import type { CompanyPage } from "@/lib/web/visit-page";

import { endVisitAction } from "../actions";
import { OwnAppointmentList } from "./own-appointment-list";

/** Everything of one address in one company: what comes next, and what was. */
export function OwnAppointments({ page, own }: { page: CompanyPage; own: Own }) {
  const { company, t, common, reader } = page;
  const { upcoming, past, isOnePerson, email, endsAt } = own;

  return (
    <>
      <p className="wrap-anywhere text-ink-2">
        {t("mine.for", { email })} {t("mine.until", { time: formatTime(endsAt, reader) })}
      </p>
      {upcoming.length === 0 ? (
        <Empty icon="calendar" title={t("mine.none")} level="h2">
          <p>{t("mine.noneHint")}</p>
        </Empty>
      ) : (
        <OwnAppointmentList
          {...{ page, isOnePerson }}
          id="upcoming"
          title={t("mine.upcoming")}
          appointments={upcoming}
        />
      )}
      {past.length > 0 && (
        <OwnAppointmentList
          {...{ page, isOnePerson }}
          id="past"
          title={t("mine.past")}
          appointments={past}
        />
      )}
      <ActionForm action={endVisitAction} referenceLabel={common("problem.reference")}>
        <input type="hidden" name="company" value={company.slug} />
        <SubmitButton variant="secondary" size="block" pendingLabel={t("mine.leaving")}>
          {t("mine.leave")}
        </SubmitButton>
      </ActionForm>
    </>
  );
}

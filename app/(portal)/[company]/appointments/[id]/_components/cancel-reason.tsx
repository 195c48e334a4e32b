import { mayDo } from "@/components/appointment/may-do";
import { KeptSelectField, KeptTextareaField } from "@/components/form/kept-field";
import { Note } from "@/components/ui/note";
import { CANCELLATION_CATEGORIES } from "@/lib/appointments/schema";
import type { AppointmentPage } from "@/lib/web/portal-page";

import { NotifyChoice } from "./notify-choice";
import { whyText } from "./why-text";

type Props = { page: AppointmentPage; reason: string; category?: string | undefined };

/** The occasion and the reason; which of them is needed depends on the rules that are passed by. */
export function CancelReason({ page, reason, category }: Props) {
  const { appointment, appointments, common } = page;
  const { policy, cancel, customer } = appointment;
  const isOverride = mayDo("cancel", appointment) === "with-reason";
  const isRequired = isOverride || policy.isReasonRequired;

  return (
    <>
      {isOverride && (
        <Note tone="info">
          <p>{appointments("move.override", { why: whyText(page, cancel) })}</p>
        </Note>
      )}
      <KeptSelectField
        name="category"
        label={appointments("cancel.category")}
        required
        defaultValue={category ?? ""}
      >
        <option value="">{appointments("cancel.noCategory")}</option>
        {CANCELLATION_CATEGORIES.map((value) => (
          <option key={value} value={value}>
            {appointments(`cancel.categories.${value}`)}
          </option>
        ))}
      </KeptSelectField>
      <KeptTextareaField
        name="reason"
        label={appointments("cancel.reason")}
        hint={
          customer.email === null
            ? undefined
            : appointments("move.reasonHint", { name: customer.name })
        }
        optional={isRequired ? undefined : common("field.optional")}
        required={isRequired}
        maxLength={500}
        rows={3}
        defaultValue={reason}
      />
      <NotifyChoice page={page} />
    </>
  );
}

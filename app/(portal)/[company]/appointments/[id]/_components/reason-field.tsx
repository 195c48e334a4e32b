import { KeptTextareaField } from "@/components/form/kept-field";
import type { AppointmentPage } from "@/lib/web/portal-page";

type Props = { page: AppointmentPage; isRequired?: boolean; typed?: string };

/** Why: it stands in the history, and in the customer's mail. */
export function ReasonField({ page, isRequired = false, typed = "" }: Props) {
  const { appointment, appointments, common } = page;
  const { name, email } = appointment.customer;

  return (
    <KeptTextareaField
      name="reason"
      label={appointments("cancel.reason")}
      hint={email === null ? undefined : appointments("move.reasonHint", { name })}
      optional={isRequired ? undefined : common("field.optional")}
      required={isRequired}
      maxLength={500}
      rows={3}
      defaultValue={typed}
    />
  );
}

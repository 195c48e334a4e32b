import { KeptSelectField } from "@/components/form/kept-field";
import type { AppointmentPage } from "@/lib/web/portal-page";

type Props = { page: AppointmentPage; id?: string };

/** Whether the customer gets a mail; nothing to choose for somebody without an address. */
export function NotifyChoice({ page: { appointment, appointments }, id = "notify" }: Props) {
  const { name, email } = appointment.customer;
  if (email === null) return null;

  return (
    <KeptSelectField
      id={id}
      name="notify"
      label={appointments("notify.label", { name })}
      hint={appointments("notify.hint")}
      defaultValue="yes"
    >
      <option value="yes">{appointments("notify.yes")}</option>
      <option value="no">{appointments("notify.no")}</option>
    </KeptSelectField>
  );
}

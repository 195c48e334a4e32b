import { KeptSelectField } from "@/components/form/kept-field";
import type { OfferedService } from "@/lib/appointments/service/offered-services";
import { formatMoney } from "@/lib/shared/format";
import type { AppointmentPage } from "@/lib/web/portal-page";

type Props = {
  page: AppointmentPage;
  services: readonly OfferedService[];
  chosen?: string | undefined;
};

/** The other services of this staff member, with what each takes and costs. */
export function ServiceChoice({ page, services, chosen = "" }: Props) {
  const { appointments, appointment, locale } = page;

  return (
    <KeptSelectField
      name="serviceId"
      label={appointments("service.label")}
      required
      defaultValue={chosen}
    >
      <option value="">{appointments("service.choose")}</option>
      {services.map(({ id, name, durationMinutes, priceMinor }) => (
        <option key={id} value={id}>
          {appointments("service.option", {
            name,
            minutes: durationMinutes,
            price: formatMoney(priceMinor, appointment.currency, locale),
          })}
        </option>
      ))}
    </KeptSelectField>
  );
}

import { SelectField } from "@/components/form/select-field";
import { Button } from "@/components/ui/button";
import type { Person } from "@/lib/appointments/schema";
import type { AppointmentPage } from "@/lib/web/portal-page";

type Props = { page: AppointmentPage; staff: readonly Person[]; chosen: string; reason: string };

/** A plain GET form: choosing somebody is a new address; a reason that is already there stays. */
export function StaffFilter({ page, staff, chosen, reason }: Props) {
  const { appointment, appointments, href } = page;
  if (staff.length < 2) return null;

  return (
    <form method="get" action={`${href}/move`} className="flex items-end gap-2">
      <div className="max-w-80 min-w-0 flex-1">
        <SelectField
          key={chosen}
          id="staff"
          name="staff"
          label={appointments("move.who")}
          defaultValue={chosen}
        >
          {staff.map(({ id, name }) => (
            <option key={id} value={id}>
              {id === appointment.staff.id ? appointments("move.asBefore", { name }) : name}
            </option>
          ))}
          <option value="all">{appointments("move.anyone")}</option>
        </SelectField>
      </div>
      {reason !== "" && <input type="hidden" name="reason" value={reason} />}
      <Button type="submit">{appointments("move.show")}</Button>
    </form>
  );
}

import { SelectField } from "@/components/form/select-field";
import { Button } from "@/components/ui/button";
import type { Person } from "@/lib/appointments/schema";
import type { ManagedPage } from "@/lib/web/managed-page";

type Props = { page: ManagedPage; staff: readonly Person[]; chosen: string | undefined };

/** A plain GET form: choosing somebody is a new address, with and without JavaScript. */
export function StaffFilter({ page, staff, chosen }: Props) {
  const { appointment, customer, href } = page;
  if (staff.length < 2) return null;

  return (
    <form method="get" action={`${href}/move`} className="flex items-end gap-2">
      <div className="min-w-0 flex-1">
        <SelectField
          id="staff"
          name="staff"
          label={customer("move.who")}
          defaultValue={chosen ?? ""}
        >
          <option value="">{customer("move.anyone")}</option>
          {staff.map(({ id, name }) => (
            <option key={id} value={id}>
              {id === appointment.staff.id ? customer("move.asBefore", { name }) : name}
            </option>
          ))}
        </SelectField>
      </div>
      <Button type="submit">{customer("move.show")}</Button>
    </form>
  );
}

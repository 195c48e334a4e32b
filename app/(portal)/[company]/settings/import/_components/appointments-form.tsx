import { KeptSelectField } from "@/components/form/kept-field";
import type { Person } from "@/lib/appointments/schema";
import type { SettingsPage } from "@/lib/web/settings-page";

import { startAppointmentImportAction } from "../actions";
import { FileForm } from "./file-form";

type Props = { page: SettingsPage; choices: { services: Person[]; staff: Person[] } };

/** Calendars rarely say what is done and by whom: then what is chosen here holds. */
export function AppointmentsForm({ page, choices }: Props) {
  const { settings } = page;
  const choose = (name: "serviceId" | "staffId", options: readonly Person[]) => (
    <KeptSelectField
      name={name}
      label={settings(`import.appointments.${name}`)}
      hint={settings(`import.appointments.${name}Hint`)}
      defaultValue=""
    >
      <option value="">{settings("import.appointments.none")}</option>
      {options.map((option) => (
        <option key={option.id} value={option.id}>
          {option.name}
        </option>
      ))}
    </KeptSelectField>
  );

  return (
    <FileForm
      page={page}
      kind="appointments"
      accept=".csv,.ics,text/csv,text/calendar,text/plain"
      action={startAppointmentImportAction}
    >
      <div className="sm:grid-cols-2 grid gap-4">
        {choose("serviceId", choices.services)}
        {choose("staffId", choices.staff)}
      </div>
    </FileForm>
  );
}

import { KeptSelectField } from "@/components/form/kept-field";
import { TableCell } from "@/components/ui/table-cell";
import { TableRow } from "@/components/ui/table-row";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { CalendarSettings, EventTypeChoice } from "@/lib/calcom/schema";
import type { CalendarSettingsPage } from "@/lib/web/settings-page";

type Props = { page: CalendarSettingsPage; calendar: CalendarSettings; type: EventTypeChoice };

export function EventTypeRow({ page: { calcom, common }, calendar, type }: Props) {
  const { id, title, minutes, hosts, serviceId, staffId } = type;
  const length = common("time.minutes", { minutes });

  return (
    <TableRow>
      <TableCell kind="main" phone="wide" sub={[length, ...hosts].join(" · ")}>
        {title}
      </TableCell>
      <TableCell phone="wide">
        <KeptSelectField
          name={`service.${String(id)}`}
          label={<VisuallyHidden>{calcom("settings.serviceOf", { title })}</VisuallyHidden>}
          defaultValue={serviceId ?? ""}
        >
          <option value="">{calcom("settings.noService")}</option>
          {calendar.services.map(({ id: value, name, durationMinutes }) => (
            <option key={value} value={value}>
              {calcom("settings.option", { name, minutes: durationMinutes })}
            </option>
          ))}
        </KeptSelectField>
      </TableCell>
      <TableCell phone="wide">
        <KeptSelectField
          name={`person.${String(id)}`}
          label={<VisuallyHidden>{calcom("settings.personOf", { title })}</VisuallyHidden>}
          defaultValue={staffId ?? ""}
        >
          <option value="">{calcom("settings.anybody")}</option>
          {calendar.staff.map(({ id: value, name }) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </KeptSelectField>
      </TableCell>
    </TableRow>
  );
}

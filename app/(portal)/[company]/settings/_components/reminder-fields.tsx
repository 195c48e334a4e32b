import { KeptSelectField } from "@/components/form/kept-field";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import type { CompanySettings } from "@/lib/companies/schema";
import type { PortalPage } from "@/lib/web/portal-page";

const HOURS = Array.from({ length: 24 }, (_none, hour) => hour);
const REMINDERS = [0, 2, 4, 12, 24, 48, 72];

type Props = { page: Pick<PortalPage, "portal">; settings: CompanySettings };

/** When customers are reminded, and when they are left in peace. */
export function ReminderFields({ page: { portal }, settings }: Props) {
  const { reminderHours, quietFromHour, quietUntilHour } = settings;
  const choices = REMINDERS.includes(reminderHours) ? REMINDERS : [...REMINDERS, reminderHours];
  const hours = HOURS.map((hour) => (
    <option key={hour} value={hour}>
      {portal("settings.oClock", { hour })}
    </option>
  ));

  return (
    <Card aria-labelledby="reminders">
      <CardHead id="reminders">{portal("settings.reminders")}</CardHead>
      <CardBody>
        <KeptSelectField
          name="reminderHours"
          label={portal("settings.reminderHours")}
          hint={portal("settings.reminderHint")}
          defaultValue={String(reminderHours)}
        >
          {choices.map((count) => (
            <option key={count} value={count}>
              {portal("settings.reminderBefore", { count })}
            </option>
          ))}
        </KeptSelectField>
        <div className="sm:grid-cols-2 grid gap-4">
          <KeptSelectField
            name="quietFromHour"
            label={portal("settings.quietFrom")}
            hint={portal("settings.quietHint")}
            defaultValue={String(quietFromHour)}
          >
            {hours}
          </KeptSelectField>
          <KeptSelectField
            name="quietUntilHour"
            label={portal("settings.quietUntil")}
            defaultValue={String(quietUntilHour)}
          >
            {hours}
          </KeptSelectField>
        </div>
      </CardBody>
    </Card>
  );
}

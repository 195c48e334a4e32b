import { ActionForm } from "@/components/form/action-form";
import { KeptInput } from "@/components/form/kept-input";
import { KeptVersion } from "@/components/form/kept-version";
import { ActionRow } from "@/components/ui/action-row";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { SubmitButton } from "@/components/ui/submit-button";
import { toTime } from "@/lib/staff/rules";
import { type StaffDetail, STRETCHES, WEEKDAYS } from "@/lib/staff/schema";
import type { SettingsPage } from "@/lib/web/settings-page";

import { changeHoursAction } from "../actions";

type Props = { page: SettingsPage; staff: StaffDetail };

/** A week as people draw it up: a day a line, with room for a break. */
export function HoursForm({ page, staff }: Props) {
  const { settings, common, company } = page;

  return (
    <Card aria-labelledby="hours">
      <CardHead id="hours">{settings("hours.title")}</CardHead>
      <CardBody>
        <ActionForm action={changeHoursAction} referenceLabel={common("problem.reference")}>
          <input type="hidden" name="company" value={company.slug} />
          <input type="hidden" name="staffId" value={staff.id} />
          <KeptVersion version={staff.version} />
          <p className="text-ink-2">{settings("hours.hint", { zone: staff.timeZone })}</p>
          <div className="grid gap-3">
            {WEEKDAYS.map((weekday) => (
              <Day key={weekday} page={page} staff={staff} weekday={weekday} />
            ))}
          </div>
          <ActionRow>
            <SubmitButton pendingLabel={common("pending.save")}>
              {common("action.save")}
            </SubmitButton>
          </ActionRow>
        </ActionForm>
      </CardBody>
    </Card>
  );
}

/** Where times are written with AM and PM, the little clock would leave no room for that. */
const WITHOUT_CLOCK = "[&::-webkit-calendar-picker-indicator]:hidden";

type DayProps = Props & { weekday: number };

function Day({ page: { settings }, staff, weekday }: DayProps) {
  const day = settings(`weekday.${String(weekday)}`);
  const hours = staff.hours.filter((one) => one.weekday === weekday);

  return (
    <fieldset className="grid gap-2 border-t border-line pt-3 first:border-t-0 first:pt-0 md:grid-cols-[7rem_minmax(0,1fr)] md:items-start">
      <legend className="float-left font-medium md:pt-2">{day}</legend>
      <div className="grid gap-2 md:grid-cols-2 md:gap-x-6">
        {STRETCHES.map((stretch) => {
          const known = hours[stretch];
          const key = `${String(weekday)}.${String(stretch)}`;

          return (
            <div
              key={stretch}
              className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-start gap-2"
            >
              <KeptInput
                type="time"
                className={WITHOUT_CLOCK}
                name={`opens.${key}`}
                aria-label={settings(`hours.opens${String(stretch)}`, { day })}
                defaultValue={known && toTime(known.opensMinute)}
              />
              <span className="pt-2 text-ink-2">{settings("hours.until")}</span>
              <KeptInput
                type="time"
                className={WITHOUT_CLOCK}
                name={`closes.${key}`}
                aria-label={settings(`hours.closes${String(stretch)}`, { day })}
                defaultValue={known && toTime(known.closesMinute)}
              />
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}

import { ActionForm } from "@/components/form/action-form";
import { DisclosedForm } from "@/components/form/disclosed-form";
import { KeptTextField } from "@/components/form/kept-field";
import { ActionRow } from "@/components/ui/action-row";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { LineItem } from "@/components/ui/line-item";
import { LineList } from "@/components/ui/line-list";
import { Link } from "@/components/ui/link";
import { SubmitButton } from "@/components/ui/submit-button";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { formatDateTime, formatDays, localDate } from "@/lib/shared/format";
import { wholeDays } from "@/lib/staff/rules";
import type { StaffDetail, TimeOff } from "@/lib/staff/schema";
import type { SettingsPage } from "@/lib/web/settings-page";

import { addTimeOffAction, removeTimeOffAction } from "../actions";

type Props = { page: SettingsPage; staff: StaffDetail };

/** When somebody is away, and whom that concerns. */
export function TimeOffCard({ page, staff }: Props) {
  const { settings, common, company } = page;

  return (
    <Card aria-labelledby="time-off">
      <CardHead id="time-off">{settings("timeOff.title")}</CardHead>
      {staff.timeOff.length > 0 && (
        <LineList>
          {staff.timeOff.map((entry) => (
            <Entry key={entry.id} page={page} staff={staff} entry={entry} />
          ))}
        </LineList>
      )}
      <CardBody className="border-t border-line first:border-t-0">
        <Link
          href={`${page.home}/team/absence?staffId=${staff.id}`}
          className="inline-flex min-h-11 items-center justify-self-start"
        >
          {settings("timeOff.absence")}
        </Link>
        <DisclosedForm
          summary={settings("timeOff.add")}
          isOpen={staff.timeOff.length === 0}
          action={addTimeOffAction}
          referenceLabel={common("problem.reference")}
        >
          <input type="hidden" name="company" value={company.slug} />
          <input type="hidden" name="staffId" value={staff.id} />
          <div className="grid gap-4 md:grid-cols-2">
            <KeptTextField
              type="date"
              name="firstDay"
              label={settings("timeOff.firstDay")}
              required
            />
            <KeptTextField
              type="time"
              name="from"
              label={settings("timeOff.from")}
              optional={common("field.optional")}
            />
            <KeptTextField
              type="date"
              name="lastDay"
              label={settings("timeOff.lastDay")}
              required
            />
            <KeptTextField
              type="time"
              name="until"
              label={settings("timeOff.until")}
              optional={common("field.optional")}
            />
          </div>
          <KeptTextField
            name="reason"
            label={settings("timeOff.reason")}
            hint={settings("timeOff.reasonHint")}
            optional={common("field.optional")}
            maxLength={200}
          />
          <ActionRow>
            <SubmitButton variant="secondary" pendingLabel={common("pending.save")}>
              {settings("timeOff.save")}
            </SubmitButton>
          </ActionRow>
        </DisclosedForm>
      </CardBody>
    </Card>
  );
}

function Entry({ page, staff, entry }: Props & { entry: TimeOff }) {
  const { settings, common, company, home, locale } = page;
  const reader = { locale, timeZone: staff.timeZone };
  const days = wholeDays(entry, staff.timeZone);
  const range =
    days === null
      ? settings("timeOff.range", {
          from: formatDateTime(entry.startsAt, reader),
          until: formatDateTime(entry.endsAt, reader),
        })
      : settings("timeOff.wholeDays", { days: formatDays(days, reader) });

  return (
    <LineItem
      icon="calendar-x"
      sub={
        <>
          {entry.reason}
          {entry.firstAppointmentAt !== null && (
            <Link
              href={`${home}/appointments?day=${localDate(entry.firstAppointmentAt, staff.timeZone)}&staffId=${staff.id}`}
              className="flex min-h-11 items-center"
            >
              {settings("hits", { count: entry.appointmentCount })}
            </Link>
          )}
        </>
      }
      action={
        <ActionForm
          action={removeTimeOffAction}
          referenceLabel={common("problem.reference")}
          className="pr-3"
        >
          <input type="hidden" name="company" value={company.slug} />
          <input type="hidden" name="staffId" value={staff.id} />
          <input type="hidden" name="timeOffId" value={entry.id} />
          <SubmitButton variant="secondary" size="sm" pendingLabel={common("pending.save")}>
            {common("action.remove")}
            <VisuallyHidden> {range}</VisuallyHidden>
          </SubmitButton>
        </ActionForm>
      }
    >
      {range}
    </LineItem>
  );
}

import { ActionForm } from "@/components/form/action-form";
import { KeptTextField } from "@/components/form/kept-field";
import { KeptVersion } from "@/components/form/kept-version";
import { ActionRow } from "@/components/ui/action-row";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { Empty } from "@/components/ui/empty";
import { Note } from "@/components/ui/note";
import { SubmitButton } from "@/components/ui/submit-button";
import { Table } from "@/components/ui/table";
import type { CalendarSettings, EventTypeChoice } from "@/lib/calcom/schema";
import type { CalendarSettingsPage } from "@/lib/web/settings-page";

import { pairCalendarAction } from "../actions";
import { EventTypeRow } from "./event-type-row";

type Props = {
  page: CalendarSettingsPage;
  calendar: CalendarSettings;
  eventTypes: readonly EventTypeChoice[];
};

/** Which event type books what, and who is whom; the first time with what fits filled in. */
export function PairingForm({ page, calendar, eventTypes }: Props) {
  const { calcom, common, company } = page;
  const { isPaired, staff, version } = calendar;
  const isSuggested = !isPaired && eventTypes.some(({ serviceId }) => serviceId !== null);

  return (
    <ActionForm
      action={pairCalendarAction}
      referenceLabel={common("problem.reference")}
      className="grid gap-6"
    >
      <input type="hidden" name="company" value={company.slug} />
      <KeptVersion version={version} />
      {isSuggested && <Note tone="info">{calcom("settings.suggested")}</Note>}
      <Card aria-labelledby="pairing">
        <CardHead id="pairing">{calcom("settings.pairing")}</CardHead>
        {eventTypes.length === 0 ? (
          <Empty icon="calendar-x" title={calcom("settings.noEventTypes")}>
            {calcom("settings.noEventTypesText")}
          </Empty>
        ) : (
          <Table
            labelledBy="pairing"
            columns={["eventType", "service", "person"].map((key) => ({
              label: calcom(`settings.${key}`),
            }))}
          >
            {eventTypes.map((type) => (
              <EventTypeRow key={type.id} page={page} calendar={calendar} type={type} />
            ))}
          </Table>
        )}
      </Card>
      <Card aria-labelledby="hosts">
        <CardHead id="hosts">{calcom("settings.hosts")}</CardHead>
        <CardBody>
          <p className="text-ink-2">{calcom("settings.hostsLead")}</p>
          <div className="sm:grid-cols-2 grid gap-4 xl:grid-cols-3">
            {staff.map(({ id, name, email }) => (
              <KeptTextField
                key={id}
                type="email"
                name={`host.${id}`}
                label={name}
                defaultValue={email}
                autoComplete="off"
                maxLength={254}
              />
            ))}
          </div>
        </CardBody>
      </Card>
      <ActionRow>
        <SubmitButton pendingLabel={calcom("settings.checking")}>
          {calcom("settings.savePairing")}
        </SubmitButton>
      </ActionRow>
    </ActionForm>
  );
}

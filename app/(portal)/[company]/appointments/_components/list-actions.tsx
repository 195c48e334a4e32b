import { ButtonAnchor } from "@/components/ui/button-anchor";
import { ButtonLink } from "@/components/ui/button-link";
import { Icon } from "@/components/ui/icon";
import type { AppointmentFilter } from "@/lib/appointments/schema";
import type { CalendarPage } from "@/lib/web/calendar-page";

import { FIRST_PAGE, listQuery } from "./list-address";

type Props = { page: CalendarPage; filter: AppointmentFilter };

/** What can be done with the list besides reading it. */
export function ListActions({ page, filter }: Props) {
  const { appointments, calendar, home } = page;
  const href = `${home}/appointments`;

  return (
    <>
      <ButtonLink variant="primary" href={`${href}/new`}>
        <Icon name="calendar-plus" />
        {appointments("new.title")}
      </ButtonLink>
      <ButtonAnchor href={`${href}/export${listQuery({ ...filter, ...FIRST_PAGE })}`}>
        <Icon name="download" />
        <span className="max-lg:sr-only">{calendar("export.action")}</span>
      </ButtonAnchor>
    </>
  );
}

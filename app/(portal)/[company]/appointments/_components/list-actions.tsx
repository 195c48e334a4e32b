import { ButtonAnchor } from "@/components/ui/button-anchor";
import { ButtonLink } from "@/components/ui/button-link";
import { Icon } from "@/components/ui/icon";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { AppointmentFilter } from "@/lib/appointments/schema";
import type { AppointmentPage } from "@/lib/appointments/service/list-appointments";
import type { CalendarPage } from "@/lib/web/calendar-page";

import { FIRST_PAGE, listQuery } from "./list-address";

type Props = { page: CalendarPage; filter: AppointmentFilter; list: AppointmentPage };

/** What can be done with the list; who searches is in all times at once, so there is nowhere to turn the page to. */
export function ListActions({ page, filter, list: { span } }: Props) {
  const { appointments, calendar, home } = page;
  const href = `${home}/appointments`;
  const at = (days: AppointmentPage["span"]["today"]) =>
    `${href}${listQuery({ ...filter, ...days, ...FIRST_PAGE })}`;
  const length = span.name ?? "days";

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
      {filter.search === "" && (
        <>
          <ButtonLink href={at(span.previous)}>
            <Icon name="chevron-left" />
            <VisuallyHidden>{appointments(`list.previous.${length}`)}</VisuallyHidden>
          </ButtonLink>
          <ButtonLink href={at(span.today)}>{appointments("list.today")}</ButtonLink>
          <ButtonLink href={at(span.next)}>
            <Icon name="chevron-right" />
            <VisuallyHidden>{appointments(`list.next.${length}`)}</VisuallyHidden>
          </ButtonLink>
        </>
      )}
    </>
  );
}

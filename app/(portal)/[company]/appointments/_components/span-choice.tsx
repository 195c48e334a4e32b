import { ButtonLink } from "@/components/ui/button-link";
import { Icon } from "@/components/ui/icon";
import { SegmentedLinks } from "@/components/ui/segmented-links";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { type AppointmentFilter, SPAN_NAMES } from "@/lib/appointments/schema";
import type { AppointmentPage } from "@/lib/appointments/service/list-appointments";
import type { PortalPage } from "@/lib/web/portal-page";

import { FIRST_PAGE, listQuery } from "./list-address";

type Props = { page: PortalPage; filter: AppointmentFilter; list: AppointmentPage };

/** A day, a week or a month, and the ones before and after; other days are chosen in the filter. */
export function SpanChoice({ page: { appointments, home }, filter, list: { span } }: Props) {
  const at = (days: typeof span.today) =>
    `${home}/appointments${listQuery({ ...filter, ...days, ...FIRST_PAGE })}`;
  const length = span.name ?? "days";

  return (
    <div className="flex flex-wrap gap-2">
      <SegmentedLinks
        label={appointments("list.spans")}
        items={SPAN_NAMES.map((name) => ({
          href: at(span.others[name]),
          label: appointments(`list.span.${name}`),
          isCurrent: name === span.name,
        }))}
      />
      <span className="flex gap-2">
        <ButtonLink href={at(span.previous)}>
          <Icon name="chevron-left" />
          <VisuallyHidden>{appointments(`list.previous.${length}`)}</VisuallyHidden>
        </ButtonLink>
        <ButtonLink href={at(span.today)}>{appointments("list.today")}</ButtonLink>
        <ButtonLink href={at(span.next)}>
          <Icon name="chevron-right" />
          <VisuallyHidden>{appointments(`list.next.${length}`)}</VisuallyHidden>
        </ButtonLink>
      </span>
    </div>
  );
}

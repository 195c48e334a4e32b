import { SegmentedLinks } from "@/components/ui/segmented-links";
import { type AppointmentFilter, SPAN_NAMES } from "@/lib/appointments/schema";
import type { AppointmentPage } from "@/lib/appointments/service/list-appointments";
import type { PortalPage } from "@/lib/web/portal-page";

import { FIRST_PAGE, listQuery } from "./list-address";

type Props = { page: PortalPage; filter: AppointmentFilter; list: AppointmentPage };

/** A day, a week or a month; other days are chosen in the filter. */
export function SpanChoice({ page: { appointments, home }, filter, list: { span } }: Props) {
  return (
    <SegmentedLinks
      label={appointments("list.spans")}
      items={SPAN_NAMES.map((name) => ({
        href: `${home}/appointments${listQuery({ ...filter, ...span.others[name], ...FIRST_PAGE })}`,
        label: appointments(`list.span.${name}`),
        isCurrent: name === span.name,
      }))}
    />
  );
}

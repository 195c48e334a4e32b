import { ButtonLink } from "@/components/ui/button-link";
import { Empty } from "@/components/ui/empty";
import type { AppointmentFilter } from "@/lib/appointments/schema";
import type { PortalPage } from "@/lib/web/portal-page";

import { isNarrowed } from "./appointment-filters";

type Props = { page: PortalPage; filter: AppointmentFilter };

/** An empty week is something else than a search that finds nothing. */
export function NothingFound({ page, filter }: Props) {
  const { home, common, appointments } = page;
  if (!isNarrowed(filter)) {
    return (
      <Empty icon="calendar" level="h2" title={appointments("list.empty")}>
        <p>{appointments("list.emptyHint")}</p>
      </Empty>
    );
  }
  const { search, day } = filter;

  return (
    <Empty
      icon="search"
      level="h2"
      title={
        search === ""
          ? appointments("list.noneFound")
          : appointments("list.noneFoundFor", { search })
      }
      actions={
        <ButtonLink href={`${home}/appointments${day === undefined ? "" : `?day=${day}`}`}>
          {common("action.resetFilters")}
        </ButtonLink>
      }
    >
      <p>{appointments("list.noneFoundHint")}</p>
    </Empty>
  );
}

import { ButtonLink } from "@/components/ui/button-link";
import { Empty } from "@/components/ui/empty";
import type { AppointmentFilter } from "@/lib/appointments/schema";
import type { PortalPage } from "@/lib/web/portal-page";
import type { WhyEmpty } from "@/lib/web/why-empty";

import { NothingYet } from "../../_components/nothing-yet";
import { isNarrowed, listQuery } from "./list-address";

type Props = { page: PortalPage; filter: AppointmentFilter; why: WhyEmpty | null };

/** Days without appointments are something else than a search that finds nothing. */
export function NothingFound({ page, filter, why }: Props) {
  const { home, common, appointments } = page;
  const { search, day, until } = filter;
  if (why !== null) return <NothingYet page={page} why={why} />;
  if (!isNarrowed(filter)) {
    return (
      <Empty icon="calendar" level="h2" title={appointments("list.empty")}>
        <p>{appointments("list.emptyHint")}</p>
      </Empty>
    );
  }

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
        <ButtonLink href={`${home}/appointments${listQuery({ day, until })}`}>
          {common("action.resetFilters")}
        </ButtonLink>
      }
    >
      <p>{appointments(search === "" ? "list.noneFoundHint" : "list.noneFoundForHint")}</p>
    </Empty>
  );
}

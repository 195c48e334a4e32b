import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { FilterBar } from "@/components/ui/filter-bar";
import { FilterChoice } from "@/components/ui/filter-choice";
import { FilterSearch } from "@/components/ui/filter-search";
import { Icon } from "@/components/ui/icon";
import { Input } from "@/components/ui/input";
import { APPOINTMENT_STATUSES, type AppointmentFilter } from "@/lib/appointments/schema";
import type { AppointmentPage } from "@/lib/appointments/service/list-appointments";
import type { PortalPage } from "@/lib/web/portal-page";

import { isNarrowed, listQuery } from "./list-address";

type Props = {
  page: PortalPage;
  filter: AppointmentFilter;
  list: AppointmentPage;
};

/** A plain GET form: every choice has an address, with and without JavaScript. */
export function AppointmentFilters({ page, filter, list }: Props) {
  const { common, home, appointments } = page;
  const { staff, branches, services } = list.choices;

  return (
    <FilterBar
      label={appointments("list.filter")}
      action={`${home}/appointments`}
      isLong
      search={
        <>
          <div className="flex-[0_1_22rem] max-lg:basis-full">
            <FilterSearch label={appointments("list.search")} value={filter.search} />
          </div>
          <Days page={page} filter={filter} list={list} />
        </>
      }
    >
      <FilterChoice
        name="branchId"
        label={appointments("list.branch")}
        all={appointments("list.allBranches")}
        options={branches}
        chosen={filter.branchId}
      />
      <FilterChoice
        name="staffId"
        label={appointments("list.staff")}
        all={appointments("list.everybody")}
        options={staff}
        chosen={filter.staffId}
      />
      <FilterChoice
        name="serviceId"
        label={appointments("list.service")}
        all={appointments("list.anyService")}
        options={services}
        chosen={filter.serviceId}
      />
      <FilterChoice
        name="status"
        label={appointments("list.status")}
        all={appointments("list.anyStatus")}
        options={APPOINTMENT_STATUSES.map((id) => ({
          id,
          name: common(`appointmentStatus.${id}`),
        }))}
        chosen={filter.status}
      />
      <Button type="submit">{common("action.filter")}</Button>
      {isNarrowed(filter) && (
        <ButtonLink
          variant="ghost"
          href={`${home}/appointments${listQuery({ day: filter.day, until: filter.until })}`}
        >
          <Icon name="x" />
          {common("action.resetFilters")}
        </ButtonLink>
      )}
    </FilterBar>
  );
}

/** Who searches comes back to the same days afterwards. */
function Days({ page: { appointments }, filter, list: { span } }: Props) {
  if (filter.search !== "") {
    return (
      <>
        {filter.day !== undefined && <input type="hidden" name="day" value={filter.day} />}
        {filter.until !== undefined && <input type="hidden" name="until" value={filter.until} />}
      </>
    );
  }

  return (
    <>
      {(["firstDay", "lastDay"] as const).map((end) => (
        <span key={end} className="w-36 max-lg:flex-1">
          <Input
            key={span[end]}
            type="date"
            name={end === "firstDay" ? "day" : "until"}
            defaultValue={span[end]}
            aria-label={appointments(`list.${end}`)}
          />
        </span>
      ))}
    </>
  );
}

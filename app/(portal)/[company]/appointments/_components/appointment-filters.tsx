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

type Props = {
  page: PortalPage;
  filter: AppointmentFilter;
  week: AppointmentPage;
};

/** A plain GET form: every choice has an address, with and without JavaScript. */
export function AppointmentFilters({ page, filter, week }: Props) {
  const { common, home, appointments } = page;
  const { staff, branches } = week.choices;
  const isNarrow = isNarrowed(filter);

  return (
    <FilterBar
      label={appointments("list.filter")}
      action={`${home}/appointments`}
      search={<FilterSearch label={appointments("list.search")} value={filter.search} />}
    >
      <span className="w-36 flex-none">
        <Input
          key={week.firstDay}
          type="date"
          name="day"
          defaultValue={week.firstDay}
          aria-label={appointments("list.day")}
        />
      </span>
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
      {isNarrow && (
        <ButtonLink variant="ghost" href={`${home}/appointments?day=${week.firstDay}`}>
          <Icon name="x" />
          {common("action.resetFilters")}
        </ButtonLink>
      )}
    </FilterBar>
  );
}

/** Whether anything but the week is chosen. */
export function isNarrowed({ staffId, branchId, status, search }: AppointmentFilter): boolean {
  return [staffId, branchId, status].some((value) => value !== undefined) || search !== "";
}

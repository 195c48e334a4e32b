import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { FilterBar } from "@/components/ui/filter-bar";
import { Icon } from "@/components/ui/icon";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import {
  APPOINTMENT_STATUSES,
  type AppointmentFilter,
  type Person,
} from "@/lib/appointments/schema";
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
      search={
        <Input
          key={filter.search}
          type="search"
          name="search"
          icon="search"
          maxLength={80}
          defaultValue={filter.search}
          placeholder={appointments("list.search")}
          aria-label={appointments("list.search")}
        />
      }
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
      <Choice
        name="branchId"
        label={appointments("list.branch")}
        all={appointments("list.allBranches")}
        options={branches}
        chosen={filter.branchId}
      />
      <Choice
        name="staffId"
        label={appointments("list.staff")}
        all={appointments("list.everybody")}
        options={staff}
        chosen={filter.staffId}
      />
      <Choice
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

type ChoiceProps = {
  name: string;
  label: string;
  all: string;
  options: readonly Person[];
  chosen: string | undefined;
};

/** One choice is none: it is not shown to those who have only themselves or their branch to see. */
function Choice({ name, label, all, options, chosen = "" }: ChoiceProps) {
  if (options.length < 2) return null;

  return (
    <Select
      key={chosen}
      fit
      name={name}
      aria-label={label}
      defaultValue={chosen}
      isSet={chosen !== ""}
    >
      <option value="">{all}</option>
      {options.map((option) => (
        <option key={option.id} value={option.id}>
          {option.name}
        </option>
      ))}
    </Select>
  );
}

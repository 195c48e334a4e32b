import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { FilterBar } from "@/components/ui/filter-bar";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { ACTIVITY_FILTERS, type ActivityFilter } from "@/lib/audit/schema";
import type { PortalPage } from "@/lib/web/portal-page";

type Props = { page: PortalPage; filter: ActivityFilter };

/** A plain GET form: every choice has an address, with and without JavaScript. */
export function ActivityFilters({ page: { home, activity, common }, filter }: Props) {
  const { group, search, from, until } = filter;
  const isNarrow =
    group !== undefined || search !== "" || from !== undefined || until !== undefined;

  return (
    <FilterBar
      label={activity("filter")}
      action={`${home}/activity`}
      search={
        <Input
          key={search}
          type="search"
          name="search"
          icon="search"
          maxLength={80}
          defaultValue={search}
          placeholder={activity("search")}
          aria-label={activity("search")}
        />
      }
    >
      <Select
        key={group}
        name="group"
        fit
        isSet={group !== undefined}
        defaultValue={group ?? ""}
        aria-label={activity("group")}
      >
        <option value="">{activity("groups.all")}</option>
        {ACTIVITY_FILTERS.map((one) => (
          <option key={one} value={one}>
            {activity(`groups.${one}`)}
          </option>
        ))}
      </Select>
      {(["from", "until"] as const).map((name) => (
        <span key={name} className="w-36 flex-none">
          <Input
            key={filter[name]}
            type="date"
            name={name}
            defaultValue={filter[name]}
            aria-label={activity(name)}
          />
        </span>
      ))}
      <Button type="submit">{common("action.apply")}</Button>
      {isNarrow && (
        <ButtonLink variant="ghost" href={`${home}/activity`}>
          {common("action.resetFilters")}
        </ButtonLink>
      )}
    </FilterBar>
  );
}

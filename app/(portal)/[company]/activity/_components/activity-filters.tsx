import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { FilterBar } from "@/components/ui/filter-bar";
import { FilterChoice } from "@/components/ui/filter-choice";
import { FilterSearch } from "@/components/ui/filter-search";
import { Input } from "@/components/ui/input";
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
      search={<FilterSearch label={activity("search")} value={search} />}
    >
      <FilterChoice
        name="group"
        label={activity("group")}
        all={activity("groups.all")}
        options={ACTIVITY_FILTERS.map((id) => ({ id, name: activity(`groups.${id}`) }))}
        chosen={group}
      />
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

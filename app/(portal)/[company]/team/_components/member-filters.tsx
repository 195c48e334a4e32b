import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { FilterBar } from "@/components/ui/filter-bar";
import { FilterChoice } from "@/components/ui/filter-choice";
import { FilterSearch } from "@/components/ui/filter-search";
import { Icon } from "@/components/ui/icon";
import type { MemberFilter, Team } from "@/lib/team/schema";
import { ROLES } from "@/lib/tenancy/roles";
import type { PortalPage } from "@/lib/web/portal-page";

type Props = { page: PortalPage; filter: MemberFilter; branches: Team["choices"]["branches"] };

/** A plain GET form: every choice has an address, with and without JavaScript. */
export function MemberFilters({ page, filter, branches }: Props) {
  const { team, common, home } = page;
  const { search, role = "", branchId = "", activity = "" } = filter;

  return (
    <FilterBar
      label={team("members.filter")}
      action={`${home}/team`}
      search={<FilterSearch label={team("members.search")} value={search} />}
    >
      <FilterChoice
        name="role"
        label={team("members.role")}
        all={team("members.anyRole")}
        options={ROLES.map((id) => ({ id, name: common(`role.${id}`) }))}
        chosen={role}
      />
      <FilterChoice
        name="branchId"
        label={team("members.branch")}
        all={team("members.allBranches")}
        options={branches}
        chosen={branchId}
      />
      <FilterChoice
        name="activity"
        label={team("members.activity")}
        all={team("members.anyActivity")}
        options={(["active", "deactivated"] as const).map((id) => ({
          id,
          name: team(`members.${id}`),
        }))}
        chosen={activity}
      />
      <Button type="submit">{common("action.filter")}</Button>
      {isNarrowed(filter) && (
        <ButtonLink variant="ghost" href={`${home}/team`}>
          <Icon name="x" />
          {common("action.resetFilters")}
        </ButtonLink>
      )}
    </FilterBar>
  );
}

export function isNarrowed({ search, role, branchId, activity }: MemberFilter): boolean {
  return search !== "" || [role, branchId, activity].some((value) => value !== undefined);
}

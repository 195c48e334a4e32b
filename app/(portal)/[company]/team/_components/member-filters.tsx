import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { FilterBar } from "@/components/ui/filter-bar";
import { Icon } from "@/components/ui/icon";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
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
      search={
        <Input
          key={search}
          type="search"
          name="search"
          icon="search"
          maxLength={80}
          defaultValue={search}
          placeholder={team("members.search")}
          aria-label={team("members.search")}
        />
      }
    >
      <Choice
        name="role"
        label={team("members.role")}
        all={team("members.anyRole")}
        options={ROLES.map((id) => ({ id, name: common(`role.${id}`) }))}
        chosen={role}
      />
      {branches.length > 1 && (
        <Choice
          name="branchId"
          label={team("members.branch")}
          all={team("members.allBranches")}
          options={branches}
          chosen={branchId}
        />
      )}
      <Choice
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

type ChoiceProps = {
  name: string;
  label: string;
  all: string;
  options: readonly { id: string; name: string }[];
  chosen: string;
};

function Choice({ name, label, all, options, chosen }: ChoiceProps) {
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

import { Button } from "@/components/ui/button";
import { FilterBar } from "@/components/ui/filter-bar";
import { FilterSearch } from "@/components/ui/filter-search";
import { Tabs } from "@/components/ui/tabs";
import {
  INVITATION_STATES,
  type InvitationFilter,
  type InvitationPage,
  type ListedState,
} from "@/lib/invitations/schema";
import type { PortalPage } from "@/lib/web/portal-page";

type Props = { page: PortalPage; filter: InvitationFilter; counts: InvitationPage["counts"] };

/** States as links with their number, and a plain GET form: every choice has an address. */
export function InvitationFilters({ page, filter, counts }: Props) {
  const { team, common, home } = page;
  const { state: chosen, search } = filter;
  const href = (state: ListedState | undefined) => {
    const set = { ...(state && { state }), ...(search !== "" && { search }) };
    const query = new URLSearchParams(set).toString();

    return `${home}/team/invitations${query === "" ? "" : `?${query}`}`;
  };

  return (
    <>
      <FilterBar
        label={team("invitations.filter")}
        action={`${home}/team/invitations`}
        search={<FilterSearch label={team("invitations.search")} value={search} />}
      >
        {chosen !== undefined && <input type="hidden" name="state" value={chosen} />}
        <Button type="submit">{common("action.search")}</Button>
      </FilterBar>
      <Tabs
        label={team("invitations.states")}
        tabs={[
          {
            href: href(undefined),
            label: team("invitations.all"),
            isCurrent: chosen === undefined,
            count: INVITATION_STATES.reduce((sum, state) => sum + counts[state], 0),
          },
          ...INVITATION_STATES.map((state) => ({
            href: href(state),
            label: team(`invitations.tab.${state}`),
            isCurrent: chosen === state,
            count: counts[state],
            ...(state === "bounced" && counts.bounced > 0 && { countTone: "bad" as const }),
          })),
        ]}
      />
    </>
  );
}

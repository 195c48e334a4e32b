import { ButtonLink } from "@/components/ui/button-link";
import { Empty } from "@/components/ui/empty";
import type { InvitationFilter } from "@/lib/invitations/schema";
import type { PortalPage } from "@/lib/web/portal-page";

type Props = { page: PortalPage; filter: InvitationFilter };

/** Having invited nobody is something else than a filter that finds nobody. */
export function NoInvitations({ page, filter: { state, search, after } }: Props) {
  const { team, common, home } = page;
  if (state === undefined && search === "" && after === undefined) {
    return (
      <Empty
        icon="user-plus"
        title={team("invitations.empty")}
        actions={<ButtonLink href={`${home}/team/invite`}>{team("inviteAction")}</ButtonLink>}
      >
        <p>{team("invitations.emptyHint")}</p>
      </Empty>
    );
  }

  return (
    <Empty
      icon="search"
      title={
        search === "" ? team("invitations.noneFound") : team("invitations.noneFoundFor", { search })
      }
      actions={
        <ButtonLink href={`${home}/team/invitations`}>{common("action.resetFilters")}</ButtonLink>
      }
    />
  );
}

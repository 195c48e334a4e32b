import type { Metadata } from "next";

import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CardHead } from "@/components/ui/card-head";
import { Count } from "@/components/ui/count";
import { Empty } from "@/components/ui/empty";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { Note } from "@/components/ui/note";
import { PageHead } from "@/components/ui/page-head";
import { absenceReach } from "@/lib/absences/policy";
import { listOpenInvitations } from "@/lib/invitations/service/list-invitations";
import { type MemberFilter, memberFilterSchema, type Team } from "@/lib/team/schema";
import { listTeam } from "@/lib/team/service/list-team";
import { REACH } from "@/lib/tenancy/roles";
import { type PortalPage, portalPage, type PortalParams } from "@/lib/web/portal-page";

import { isNarrowed, MemberFilters } from "./_components/member-filters";
import { MemberTable } from "./_components/member-table";
import { OpenInvitations } from "./_components/open-invitations";
import { WhyNot } from "./_components/why-not";

type Props = {
  params: PortalParams;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const OPEN_SHOWN = 5;
/** Fewer people than that are found by looking. */
const FILTERED_FROM = 9;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { portal, team, company } = await portalPage(params);

  return { title: portal("pageTitle", { page: team("title"), company: company.name }) };
}

export default async function TeamPage({ params, searchParams }: Props) {
  const page = await portalPage(params);
  const { ctx, home, member, team, common } = page;
  const isManager = REACH["manage-team"][member.role] === "all";
  const query = await searchParams;
  const filter = memberFilterSchema.parse(query);
  const found = await listTeam(ctx, filter);

  return (
    <>
      <PageHead
        title={team("title")}
        actions={
          <>
            {absenceReach(member) !== undefined && (
              <ButtonLink href={`${home}/team/absence`}>
                <Icon name="user-x" />
                {team("absenceAction")}
              </ButtonLink>
            )}
            {isManager && (
              <>
                <ButtonLink href={`${home}/team/access`}>{team("access.title")}</ButtonLink>
                <ButtonLink variant="primary" href={`${home}/team/invite`}>
                  <Icon name="user-plus" />
                  {team("inviteAction")}
                </ButtonLink>
              </>
            )}
          </>
        }
      >
        {team(`lead.${REACH["see-team"][member.role]}`, { count: found.activeCount })}
      </PageHead>
      {query["done"] === "invited" && <Note tone="ok" role="status" title={team("done.invited")} />}
      {isManager ? (
        <OpenInvitations page={page} invitations={await listOpenInvitations(ctx, OPEN_SHOWN)} />
      ) : (
        <Note title={team("onlyManagers")} actions={<WhyNot page={page} reason="only-managers" />}>
          <p>{team("onlyManagersText", { role: common(`role.${member.role}`) })}</p>
        </Note>
      )}
      <Members page={page} filter={filter} found={found} />
    </>
  );
}

type MembersProps = { page: PortalPage; filter: MemberFilter; found: Team };

function Members({ page, filter, found }: MembersProps) {
  const { team, common, home } = page;
  const { members, totalCount, choices } = found;

  return (
    <>
      {(totalCount >= FILTERED_FROM || isNarrowed(filter)) && (
        <MemberFilters page={page} filter={filter} branches={choices.branches} />
      )}
      <Card aria-labelledby="members">
        <CardHead
          id="members"
          action={
            <Link
              href={`${home}/team/roles`}
              className="max-lg:inline-flex max-lg:min-h-11 max-lg:items-center"
            >
              {team("roles.title")}
            </Link>
          }
        >
          {team("members.title")}
          <Count>{members.length}</Count>
        </CardHead>
        {members.length === 0 ? (
          <Empty
            icon="search"
            title={team("members.noneFound")}
            actions={<ButtonLink href={`${home}/team`}>{common("action.resetFilters")}</ButtonLink>}
          />
        ) : (
          <MemberTable page={page} members={members} />
        )}
      </Card>
    </>
  );
}

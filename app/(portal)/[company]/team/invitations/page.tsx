import type { Metadata } from "next";

import { Card } from "@/components/ui/card";
import { Crumbs } from "@/components/ui/crumbs";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import {
  INVITATION_STATES,
  type InvitationFilter,
  invitationFilterSchema,
  type InvitationPage,
} from "@/lib/invitations/schema";
import { listInvitations } from "@/lib/invitations/service/list-invitations";
import { REACH } from "@/lib/tenancy/roles";
import { type PortalPage, portalPage, type PortalParams } from "@/lib/web/portal-page";

import { Forbidden } from "../../_components/forbidden";
import { InvitationTable } from "../_components/invitation-table";
import { InvitationFilters } from "./_components/invitation-filters";
import { NoInvitations } from "./_components/no-invitations";

type Props = {
  params: PortalParams;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { portal, team, company } = await portalPage(params);

  return { title: portal("pageTitle", { page: team("invitations.title"), company: company.name }) };
}

export default async function InvitationsPage({ params, searchParams }: Props) {
  const page = await portalPage(params);
  const { ctx, home, member, team, common } = page;
  if (REACH["manage-team"][member.role] !== "all") return <Forbidden page={page} />;
  const filter = invitationFilterSchema.parse(await searchParams);
  const found = await listInvitations(ctx, filter);

  return (
    <>
      <PageHead
        crumbs={
          <Crumbs
            label={common("shell.breadcrumbs")}
            trail={[{ href: `${home}/team`, label: team("title") }]}
            current={team("invitations.title")}
          />
        }
        title={team("invitations.title")}
      >
        {team("invitations.total", { count: total(found) })}
      </PageHead>
      <InvitationFilters page={page} filter={filter} counts={found.counts} />
      <Card aria-labelledby="list">
        <h2 id="list" className="sr-only">
          {team("invitations.list")}
        </h2>
        {found.invitations.length === 0 ? (
          <NoInvitations page={page} filter={filter} />
        ) : (
          <InvitationTable page={page} labelledBy="list" invitations={found.invitations} />
        )}
        <Steps page={page} filter={filter} found={found} />
      </Card>
    </>
  );
}

function total({ counts }: InvitationPage): number {
  return INVITATION_STATES.reduce((sum, state) => sum + counts[state], 0);
}

type StepsProps = { page: PortalPage; filter: InvitationFilter; found: InvitationPage };

/** Forward by cursor, and back to the newest; a list that fits on one page has no steps. */
function Steps({ page: { team, home, common }, filter, found }: StepsProps) {
  if (found.next === null && filter.after === undefined) return null;
  const { state, search } = filter;
  const href = (after: string) => {
    const set = Object.entries({ state: state ?? "", search, after }).filter(([, text]) => text);

    return `${home}/team/invitations?${new URLSearchParams(set).toString()}`;
  };

  return (
    <Pager
      label={common("pager.label")}
      summary={team("invitations.shown", { count: found.invitations.length })}
      previous={{
        label: team("invitations.newest"),
        href: filter.after === undefined ? null : href(""),
      }}
      next={{ label: common("pager.next"), href: found.next === null ? null : href(found.next) }}
    />
  );
}

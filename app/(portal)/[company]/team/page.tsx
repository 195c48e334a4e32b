import type { Metadata } from "next";
import * as z from "zod";

import { ButtonLink } from "@/components/ui/button-link";
import { Icon } from "@/components/ui/icon";
import { Note } from "@/components/ui/note";
import { PageHead } from "@/components/ui/page-head";
import { listOpenInvitations } from "@/lib/invitations/service/list-invitations";
import { listTeam } from "@/lib/team/service/list-team";
import { REACH } from "@/lib/tenancy/roles";
import { portalPage, type PortalParams } from "@/lib/web/portal-page";

import { MemberTable } from "./_components/member-table";
import { OpenInvitations } from "./_components/open-invitations";

type Props = { params: PortalParams; searchParams: Promise<{ done?: string | string[] }> };

const OPEN_SHOWN = 5;

const doneSchema = z.enum(["invited", "deactivated", "reactivated"]).optional().catch(undefined);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { portal, team, company } = await portalPage(params);

  return { title: portal("pageTitle", { page: team("title"), company: company.name }) };
}

export default async function TeamPage({ params, searchParams }: Props) {
  const page = await portalPage(params);
  const { ctx, home, member, team, common } = page;
  const isManager = REACH["manage-team"][member.role] === "all";
  const { members } = await listTeam(ctx);
  const done = doneSchema.parse((await searchParams).done);
  const active = members.filter(({ deactivatedAt }) => deactivatedAt === null).length;

  return (
    <>
      <PageHead
        title={team("title")}
        actions={
          isManager && (
            <ButtonLink variant="primary" href={`${home}/team/invite`}>
              <Icon name="user-plus" />
              {team("inviteAction")}
            </ButtonLink>
          )
        }
      >
        {team(`lead.${REACH["see-team"][member.role]}`, { count: active })}
      </PageHead>
      {done !== undefined && <Note tone="ok" role="status" title={team(`done.${done}`)} />}
      {isManager ? (
        <OpenInvitations page={page} invitations={await listOpenInvitations(ctx, OPEN_SHOWN)} />
      ) : (
        <Note title={team("onlyManagers")}>
          <p>{team("onlyManagersText", { role: common(`role.${member.role}`) })}</p>
        </Note>
      )}
      <MemberTable page={page} members={members} />
    </>
  );
}

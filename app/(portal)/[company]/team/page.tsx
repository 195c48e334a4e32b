import type { Metadata } from "next";
import * as z from "zod";

import { ButtonLink } from "@/components/ui/button-link";
import { Icon } from "@/components/ui/icon";
import { Note } from "@/components/ui/note";
import { PageHead } from "@/components/ui/page-head";
import { listTeam } from "@/lib/team/service/list-team";
import { REACH } from "@/lib/tenancy/roles";
import { portalPage, type PortalParams } from "@/lib/web/portal-page";

import { InvitationTable } from "./_components/invitation-table";
import { MemberTable } from "./_components/member-table";

type Props = { params: PortalParams; searchParams: Promise<{ done?: string | string[] }> };

const doneSchema = z
  .enum(["invited", "resent", "revoked", "deactivated", "reactivated"])
  .optional()
  .catch(undefined);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { portal, team, company } = await portalPage(params);

  return { title: portal("pageTitle", { page: team("title"), company: company.name }) };
}

export default async function TeamPage({ params, searchParams }: Props) {
  const page = await portalPage(params);
  const { ctx, home, member, team, common } = page;
  const { members, invitations } = await listTeam(ctx);
  const done = doneSchema.parse((await searchParams).done);
  const active = members.filter(({ deactivatedAt }) => deactivatedAt === null).length;

  return (
    <>
      <PageHead
        title={team("title")}
        actions={
          invitations !== null && (
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
      {invitations === null ? (
        <Note title={team("onlyManagers")}>
          <p>{team("onlyManagersText", { role: common(`role.${member.role}`) })}</p>
        </Note>
      ) : (
        <InvitationTable page={page} invitations={invitations} />
      )}
      <MemberTable page={page} members={members} />
    </>
  );
}

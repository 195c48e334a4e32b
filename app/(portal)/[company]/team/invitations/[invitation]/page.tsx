import type { Metadata } from "next";
import { notFound } from "next/navigation";
import * as z from "zod";

import { Columns } from "@/components/ui/columns";
import { Crumbs } from "@/components/ui/crumbs";
import { Note } from "@/components/ui/note";
import { PageHead } from "@/components/ui/page-head";
import { getInvitation } from "@/lib/invitations/service/get-invitation";
import { idSchema } from "@/lib/shared/schema";
import { canGrant, REACH } from "@/lib/tenancy/roles";
import { orNotFound } from "@/lib/web/page-context";
import { portalPage } from "@/lib/web/portal-page";

import { Forbidden } from "../../../_components/forbidden";
import { InvitationActions } from "../../_components/invitation-actions";
import { WhyNot } from "../../_components/why-not";
import { InvitationFacts } from "./_components/invitation-facts";
import { InvitationTimeline } from "./_components/invitation-timeline";

type Props = {
  params: Promise<{ company: string; invitation: string }>;
  searchParams: Promise<{ done?: string | string[] }>;
};

const doneSchema = z.enum(["resent", "revoked"]).optional().catch(undefined);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { portal, team, company } = await portalPage(params);

  return { title: portal("pageTitle", { page: team("invitation.title"), company: company.name }) };
}

export default async function InvitationDetailPage({ params, searchParams }: Props) {
  const page = await portalPage(params);
  const { ctx, home, member, team, common } = page;
  if (REACH["manage-team"][member.role] !== "all") return <Forbidden page={page} />;
  const { invitation: id } = await params;
  if (!idSchema.safeParse(id).success) notFound();
  const invitation = await orNotFound(getInvitation(ctx, id));
  const done = doneSchema.parse((await searchParams).done);
  const { email, role, state, isInviterIn } = invitation;
  const isAccepted = state === "accepted";

  return (
    <>
      <PageHead
        crumbs={
          <Crumbs
            label={common("shell.breadcrumbs")}
            trail={[
              { href: `${home}/team`, label: team("title") },
              { href: `${home}/team/invitations`, label: team("invitations.title") },
            ]}
            current={team("invitation.title")}
          />
        }
        title={<span className="wrap-anywhere">{email}</span>}
        actions={
          !isAccepted &&
          canGrant(member.role, role) && <InvitationActions page={page} invitation={invitation} />
        }
      />
      {done !== undefined && <Note tone="ok" role="status" title={team(`invitation.${done}`)} />}
      {!isAccepted && !canGrant(member.role, role) && (
        <Note
          title={team("invitation.aboveYou", { role: common(`role.${role}`) })}
          actions={<WhyNot page={page} reason="above-you" />}
        />
      )}
      {!isAccepted && state !== "revoked" && !isInviterIn && (
        <Note tone="warn" title={team("invitation.inviterGone", { name: invitation.invitedBy })}>
          <p>{team("invitation.inviterGoneText")}</p>
        </Note>
      )}
      <Columns>
        <InvitationTimeline page={page} events={invitation.events} />
        <InvitationFacts page={page} invitation={invitation} />
      </Columns>
    </>
  );
}

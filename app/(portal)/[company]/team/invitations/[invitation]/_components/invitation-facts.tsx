import { momentText } from "@/components/appointment/moment-text";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { Fact } from "@/components/ui/fact";
import { Facts } from "@/components/ui/facts";
import { Link } from "@/components/ui/link";
import { Quote } from "@/components/ui/quote";
import type { InvitationDetail } from "@/lib/invitations/schema";
import { REACH } from "@/lib/tenancy/roles";
import type { PortalPage } from "@/lib/web/portal-page";

import { InvitationState } from "../../../_components/invitation-state";

type Props = { page: PortalPage; invitation: InvitationDetail };

export function InvitationFacts({ page, invitation }: Props) {
  const { team, common, ctx, home } = page;
  const { role, branch, staff, invitedBy, locale, message, state, expiresAt } = invitation;
  const seesAll = REACH["see-appointments"][role] === "all";
  const place = branch ?? (seesAll ? team("members.allBranches") : null);

  return (
    <Card aria-labelledby="facts">
      <CardHead id="facts">{team("invitation.facts")}</CardHead>
      <CardBody>
        <Facts>
          <Fact label={team("invitations.state")}>
            <InvitationState page={page} invitation={invitation} />
          </Fact>
          <Fact label={team("members.role")}>{common(`role.${role}`)}</Fact>
          {place !== null && <Fact label={team("members.branch")}>{place}</Fact>}
          {staff !== null && <Fact label={team("invite.staff")}>{staff}</Fact>}
          <Fact label={team("invitations.invitedBy")}>{invitedBy}</Fact>
          {state !== "accepted" && state !== "revoked" && (
            <Fact label={team("invitations.expires")}>
              {momentText(expiresAt, { ...page, now: ctx.now })}
            </Fact>
          )}
          <Fact label={team("invite.locale")}>{common(`language.${locale}`)}</Fact>
          {invitation.membershipId !== null && (
            <Fact label={team("invitation.member")}>
              <Link href={`${home}/team/${invitation.membershipId}`}>{invitation.acceptedBy}</Link>
            </Fact>
          )}
        </Facts>
        {message !== "" && <Quote>{message}</Quote>}
      </CardBody>
    </Card>
  );
}

import { momentText } from "@/components/appointment/moment-text";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { Fact } from "@/components/ui/fact";
import { Facts } from "@/components/ui/facts";
import { formatDate } from "@/lib/shared/format";
import type { TeamMember } from "@/lib/team/schema";
import { REACH } from "@/lib/tenancy/roles";
import type { PortalPage } from "@/lib/web/portal-page";

type Props = { page: PortalPage; member: TeamMember };

export function MemberFacts({ page, member }: Props) {
  const { team, common, reader, ctx } = page;
  const { role, staff, lastSeenAt, invitedBy, since, roleSince, deactivatedAt } = member;
  const seesAll = REACH["see-appointments"][role] === "all";
  const branch = seesAll ? team("members.allBranches") : (member.branch?.name ?? staff?.branch);

  return (
    <Card aria-labelledby="facts">
      <CardHead id="facts">{team("member.facts")}</CardHead>
      <CardBody>
        <Facts>
          <Fact label={team("members.role")} sub={common(`roleDescription.${role}`)}>
            {common(`role.${role}`)}
          </Fact>
          <Fact label={team("member.roleSince")}>{formatDate(roleSince, reader)}</Fact>
          {branch !== undefined && <Fact label={team("members.branch")}>{branch}</Fact>}
          {staff !== null && <Fact label={team("invite.staff")}>{staff.name}</Fact>}
          <Fact label={team("members.lastSeen")}>
            {lastSeenAt === null
              ? team("members.neverSeen")
              : momentText(lastSeenAt, { ...page, now: ctx.now })}
          </Fact>
          <Fact label={team("members.since")}>{formatDate(since, reader)}</Fact>
          {invitedBy !== null && <Fact label={team("members.invitedBy")}>{invitedBy}</Fact>}
          {deactivatedAt !== null && (
            <Fact label={team("members.deactivated")}>{formatDate(deactivatedAt, reader)}</Fact>
          )}
        </Facts>
      </CardBody>
    </Card>
  );
}

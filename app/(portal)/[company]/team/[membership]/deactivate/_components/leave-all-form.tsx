import { ActionForm } from "@/components/form/action-form";
import { ActionRow } from "@/components/ui/action-row";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { SubmitButton } from "@/components/ui/submit-button";
import { MOST_DECIDED, type TeamMember } from "@/lib/team/schema";
import type { PortalPage } from "@/lib/web/portal-page";

import { deactivateMemberAction } from "../actions";

type Props = { page: PortalPage; member: TeamMember; count: number };

/** However full somebody's calendar is, their access can be ended now and their appointments looked at afterwards. */
export function LeaveAllForm({ page, member, count }: Props) {
  const { team, common, company } = page;
  const staff = member.staff?.name ?? member.name;

  return (
    <Card aria-labelledby="leave-all">
      <CardHead id="leave-all">{team("member.deactivate.leaveAll")}</CardHead>
      <CardBody>
        {count > MOST_DECIDED && <p>{team("member.deactivate.tooMany")}</p>}
        <p className="text-ink-2">{team("member.deactivate.leaveAllText", { count, staff })}</p>
        <ActionForm action={deactivateMemberAction} referenceLabel={common("problem.reference")}>
          <input type="hidden" name="company" value={company.slug} />
          <input type="hidden" name="membershipId" value={member.id} />
          <input type="hidden" name="everything" value="leave" />
          <ActionRow>
            <SubmitButton variant="danger" pendingLabel={team("pending")}>
              {team("member.deactivate.leaveAllSubmit")}
            </SubmitButton>
          </ActionRow>
        </ActionForm>
      </CardBody>
    </Card>
  );
}

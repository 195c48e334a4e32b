import { ActionForm } from "@/components/form/action-form";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { SubmitButton } from "@/components/ui/submit-button";
import type { MemberDetail } from "@/lib/team/schema";
import type { PortalPage } from "@/lib/web/portal-page";

import { reactivateMemberAction } from "../actions";

type Props = { page: PortalPage; detail: MemberDetail };

/** The way to the end of a membership, or back from it. */
export function EndMembership({ page, detail: { member, appointmentCount } }: Props) {
  const { team, common, company, home } = page;
  const words = member.deactivatedAt === null ? "deactivate" : "reactivate";

  return (
    <Card aria-labelledby="end">
      <CardHead id="end">{team(`member.${words}.title`)}</CardHead>
      <CardBody>
        <p className="text-ink-2">{team(`member.${words}.text`, { count: appointmentCount })}</p>
        {words === "deactivate" ? (
          <ButtonLink
            variant="danger"
            className="justify-self-start"
            href={`${home}/team/${member.id}/deactivate`}
          >
            {team("member.deactivate.next")}
          </ButtonLink>
        ) : (
          <ActionForm action={reactivateMemberAction} referenceLabel={common("problem.reference")}>
            <input type="hidden" name="company" value={company.slug} />
            <input type="hidden" name="membershipId" value={member.id} />
            <span>
              <SubmitButton variant="secondary" pendingLabel={team("pending")}>
                {team("member.reactivate.submit")}
              </SubmitButton>
            </span>
          </ActionForm>
        )}
      </CardBody>
    </Card>
  );
}

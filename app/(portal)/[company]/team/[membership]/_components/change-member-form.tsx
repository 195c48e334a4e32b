import { ActionForm } from "@/components/form/action-form";
import { KeptSelectField } from "@/components/form/kept-field";
import { ActionRow } from "@/components/ui/action-row";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { SubmitButton } from "@/components/ui/submit-button";
import type { MemberDetail } from "@/lib/team/schema";
import { canGrant, ROLES } from "@/lib/tenancy/roles";
import type { PortalPage } from "@/lib/web/portal-page";

import { changeMemberAction } from "../actions";

type Props = { page: PortalPage; detail: MemberDetail };

/** Says with the change what was seen, so that two admins do not overwrite each other. */
export function ChangeMemberForm({ page, detail: { member, choices } }: Props) {
  const { team, common, company, member: actor } = page;
  const seen = {
    membershipId: member.id,
    seenRole: member.role,
    seenBranchId: member.branch?.id ?? "",
    seenStaffId: member.staff?.id ?? "",
  };

  return (
    <Card aria-labelledby="change">
      <CardHead id="change">{team("member.change")}</CardHead>
      <CardBody>
        <ActionForm action={changeMemberAction} referenceLabel={common("problem.reference")}>
          <input type="hidden" name="company" value={company.slug} />
          {Object.entries(seen).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <KeptSelectField name="role" label={team("members.role")} defaultValue={member.role}>
            {ROLES.filter((role) => canGrant(actor.role, role)).map((role) => (
              <option key={role} value={role}>
                {common(`role.${role}`)}
              </option>
            ))}
          </KeptSelectField>
          <KeptSelectField
            name="branchId"
            label={team("members.branch")}
            hint={team("invite.branchHint")}
            defaultValue={seen.seenBranchId}
          >
            <Options none={team("invite.noBranch")} choices={choices.branches} />
          </KeptSelectField>
          <KeptSelectField
            name="staffId"
            label={team("invite.staff")}
            hint={team("member.staffHint")}
            defaultValue={seen.seenStaffId}
          >
            <Options none={team("invite.noStaff")} choices={choices.staff} />
          </KeptSelectField>
          <ActionRow>
            <SubmitButton pendingLabel={common("pending.save")}>
              {common("action.save")}
            </SubmitButton>
          </ActionRow>
        </ActionForm>
      </CardBody>
    </Card>
  );
}

type OptionsProps = { none: string; choices: readonly { id: string; name: string }[] };

function Options({ none, choices }: OptionsProps) {
  return (
    <>
      <option value="">{none}</option>
      {choices.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </>
  );
}

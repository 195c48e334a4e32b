import type { Metadata } from "next";

import { ActionForm } from "@/components/form/action-form";
import { KeptSelectField, KeptTextField } from "@/components/form/kept-field";
import { ActionRow } from "@/components/ui/action-row";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { Crumbs } from "@/components/ui/crumbs";
import { PageHead } from "@/components/ui/page-head";
import { SubmitButton } from "@/components/ui/submit-button";
import { listBranches } from "@/lib/catalogue/service/branches";
import type { PortalParams } from "@/lib/web/portal-page";
import { newSettingPage, settingsTitle } from "@/lib/web/settings-page";

import { Forbidden } from "../../../_components/forbidden";
import { NothingYet } from "../../../_components/nothing-yet";
import { createStaffAction } from "../actions";

type Props = { params: PortalParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await settingsTitle(params, "staff.add") };
}

export default async function NewStaffPage({ params }: Props) {
  const page = await newSettingPage(params);
  if (!page.maySet) return <Forbidden page={page} />;
  const { ctx, home, company, settings, common } = page;
  const branches = (await listBranches(ctx)).filter(({ isActive }) => isActive);

  return (
    <>
      <PageHead
        crumbs={
          <Crumbs
            label={common("shell.breadcrumbs")}
            trail={[{ href: `${home}/settings/staff`, label: settings("tabs.staff") }]}
            current={settings("staff.add")}
          />
        }
        title={settings("staff.add")}
      >
        {settings("staff.addLead")}
      </PageHead>
      {branches.length === 0 ? (
        <NothingYet page={page} why="branch" />
      ) : (
        <ActionForm
          action={createStaffAction}
          referenceLabel={common("problem.reference")}
          className="grid max-w-176 gap-6"
        >
          <input type="hidden" name="company" value={company.slug} />
          <input type="hidden" name="staffId" value={page.newId} />
          <Card aria-label={settings("staff.facts")}>
            <CardBody>
              <KeptTextField name="name" label={settings("staff.name")} maxLength={120} required />
              <KeptSelectField name="branchId" label={settings("staff.branch")}>
                {branches.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </KeptSelectField>
            </CardBody>
          </Card>
          <ActionRow>
            <ButtonLink href={`${home}/settings/staff`}>{common("action.cancel")}</ButtonLink>
            <SubmitButton pendingLabel={common("pending.save")}>
              {common("action.continue")}
            </SubmitButton>
          </ActionRow>
        </ActionForm>
      )}
    </>
  );
}

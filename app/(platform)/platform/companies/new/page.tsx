import type { Metadata } from "next";

import { ActionForm } from "@/components/form/action-form";
import { KeptSelectField, KeptTextField } from "@/components/form/kept-field";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { Crumbs } from "@/components/ui/crumbs";
import { PageHead } from "@/components/ui/page-head";
import { SubmitButton } from "@/components/ui/submit-button";
import { platformPage } from "@/lib/web/platform-page";

import { createCompanyAction } from "../../actions";

const PATH = "/platform/companies/new";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await platformPage(PATH);

  return { title: `${t("create.title")} · ${t("title")}` };
}

export default async function CreateCompanyPage() {
  const { t, common } = await platformPage(PATH);

  return (
    <>
      <PageHead
        title={t("create.title")}
        crumbs={
          <Crumbs
            label={common("shell.breadcrumbs")}
            trail={[{ href: "/platform", label: t("companies.title") }]}
            current={t("create.title")}
          />
        }
      >
        {t("create.lead")}
      </PageHead>
      <Card>
        <CardBody className="max-w-152">
          <ActionForm action={createCompanyAction} referenceLabel={common("problem.reference")}>
            <KeptTextField name="name" label={t("create.name")} maxLength={120} required />
            <KeptTextField
              name="slug"
              label={t("create.slug")}
              hint={t("create.slugHint")}
              maxLength={63}
              autoCapitalize="none"
              spellCheck={false}
              required
            />
            <KeptTextField
              name="ownerEmail"
              type="email"
              label={t("create.owner")}
              hint={t("create.ownerHint")}
              maxLength={254}
              required
            />
            <KeptSelectField name="locale" label={t("create.locale")} defaultValue="de">
              <option value="de">Deutsch</option>
              <option value="en">English</option>
            </KeptSelectField>
            <KeptSelectField name="isPilot" label={t("create.pilot")} defaultValue="on">
              <option value="on">{t("create.pilotOn")}</option>
              <option value="off">{t("create.pilotOff")}</option>
            </KeptSelectField>
            <SubmitButton pendingLabel={common("pending.save")}>{t("create.submit")}</SubmitButton>
          </ActionForm>
        </CardBody>
      </Card>
    </>
  );
}

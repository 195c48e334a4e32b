import type { Metadata } from "next";

import { ActionForm } from "@/components/form/action-form";
import { ButtonAnchor } from "@/components/ui/button-anchor";
import { SubmitButton } from "@/components/ui/submit-button";
import { ACCESS_LINK_MINUTES } from "@/lib/customer-access/schema";
import { accessLinkPage, companyPage } from "@/lib/web/visit-page";

import { CompanyFrame } from "../_components/company-frame";
import { openVisitAction } from "../actions";

type Props = { params: Promise<{ company: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { t, company } = await companyPage((await params).company);

  return {
    title: t("open.pageTitle", { company: company.name }),
    description: t("description", { company: company.name }),
  };
}

/** Mail scanners open links, too: only the button uses the link up. */
export default async function OpenVisitPage({ params }: Props) {
  const page = await accessLinkPage((await params).company);
  const { t, common, company, isOpen, href } = page;

  if (!isOpen) {
    return (
      <CompanyFrame page={page} path="/open">
        <h1>{t("open.goneTitle")}</h1>
        <p>{t("open.goneText", { minutes: ACCESS_LINK_MINUTES })}</p>
        <ButtonAnchor variant="primary" size="block" href={href}>
          {t("open.new")}
        </ButtonAnchor>
        <p className="text-note text-ink-2">{t("open.cookies")}</p>
      </CompanyFrame>
    );
  }

  return (
    <CompanyFrame page={page} path="/open">
      <h1>{t("open.title", { company: company.name })}</h1>
      <p className="text-ink-2">{t("open.lead")}</p>
      <ActionForm action={openVisitAction} referenceLabel={common("problem.reference")}>
        <input type="hidden" name="company" value={company.slug} />
        <SubmitButton size="block" pendingLabel={t("open.pending")}>
          {t("open.submit")}
        </SubmitButton>
      </ActionForm>
    </CompanyFrame>
  );
}

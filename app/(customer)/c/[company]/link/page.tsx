import type { Metadata } from "next";

import { ButtonAnchor } from "@/components/ui/button-anchor";
import { companyPage } from "@/lib/web/visit-page";

import { CompanyFrame } from "../_components/company-frame";

type Props = { params: Promise<{ company: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { t, company } = await companyPage((await params).company);

  return {
    title: t("link.title"),
    description: t("description", { company: company.name }),
  };
}

/** Rotated, mistyped, too old, somebody else's: one page, with a next step. */
export default async function LinkPage({ params }: Props) {
  const page = await companyPage((await params).company);
  const { t, href } = page;

  return (
    <CompanyFrame page={page} path="/link">
      <h1>{t("link.title")}</h1>
      <p>{t("link.text")}</p>
      <p>{t("link.next")}</p>
      <ButtonAnchor variant="primary" size="block" href={href}>
        {t("mine.title")}
      </ButtonAnchor>
      <p className="text-note text-ink-2">{t("link.cookies")}</p>
    </CompanyFrame>
  );
}

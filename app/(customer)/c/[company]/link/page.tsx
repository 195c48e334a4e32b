import type { Metadata } from "next";
import { notFound } from "next/navigation";

import { CustomerShell } from "@/components/shell/customer-shell";
import { ButtonAnchor } from "@/components/ui/button-anchor";
import { findCompanyRequest } from "@/lib/web/page-context";
import { pageTexts } from "@/lib/web/page-texts";

type Props = { params: Promise<{ company: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageTexts("customer");

  return { title: t("link.title") };
}

/** Rotated, mistyped, too old, somebody else's: one page, with a next step. */
export default async function LinkPage({ params }: Props) {
  const { company: slug } = await params;
  const request = await findCompanyRequest(slug);
  if (request === null) notFound();
  const { name, accentColour } = request.company;
  const { t, common, locale } = await pageTexts("customer");

  return (
    <CustomerShell
      company={{ name, accent: accentColour }}
      language={{ label: common("language.label"), locale, returnTo: `/c/${slug}/link` }}
      skipLabel={common("shell.skip")}
      links={[]}
    >
      <h1>{t("link.title")}</h1>
      <p>{t("link.text")}</p>
      <p>{t("link.next")}</p>
      <ButtonAnchor variant="primary" size="block" href={`/c/${slug}`}>
        {t("mine.title")}
      </ButtonAnchor>
      <p className="text-note text-ink-2">{t("link.cookies")}</p>
    </CustomerShell>
  );
}

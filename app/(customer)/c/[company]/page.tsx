import type { Metadata } from "next";

import { ButtonAnchor } from "@/components/ui/button-anchor";
import { Note } from "@/components/ui/note";
import { ACCESS_LINK_MINUTES } from "@/lib/customer-access/schema";
import { companyPage, visitPage } from "@/lib/web/visit-page";

import { AskForAccess } from "./_components/ask-for-access";
import { CompanyFrame } from "./_components/company-frame";
import { OwnAppointments } from "./_components/own-appointments";

type Props = {
  params: Promise<{ company: string }>;
  searchParams: Promise<{ sent?: string; left?: string }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { t, company } = await companyPage((await params).company);

  return {
    title: t("mine.pageTitle", { company: company.name }),
    description: t("description", { company: company.name }),
    robots: { index: true, follow: false },
  };
}

/** "My appointments": a link by mail opens them for an hour; there is no password. */
export default async function MyAppointmentsPage({ params, searchParams }: Props) {
  const { sent, left } = await searchParams;
  const page = await visitPage((await params).company);
  const { t, own, href } = page;

  if (own !== null) {
    return (
      <CompanyFrame page={page}>
        <h1>{t("mine.title")}</h1>
        <OwnAppointments page={page} own={own} />
      </CompanyFrame>
    );
  }

  return (
    <CompanyFrame page={page}>
      <h1>{t("mine.title")}</h1>
      {left === "1" && <Note tone="ok" role="status" title={t("mine.left")} />}
      {sent === "1" ? (
        <>
          <Note tone="info" icon="mail" role="status" title={t("mine.sentTitle")}>
            <p>{t("mine.sent", { minutes: ACCESS_LINK_MINUTES })}</p>
          </Note>
          <p className="text-ink-2">{t("mine.sentNext")}</p>
          <ButtonAnchor size="block" href={href}>
            {t("mine.again")}
          </ButtonAnchor>
        </>
      ) : (
        <>
          <p className="text-ink-2">{t("mine.lead")}</p>
          <AskForAccess page={page} />
        </>
      )}
    </CompanyFrame>
  );
}

import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";

import { AccountShell } from "@/components/shell/account-shell";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Empty } from "@/components/ui/empty";
import { findGatedRequest } from "@/lib/web/page-context";
import { pageTexts } from "@/lib/web/page-texts";

import { signOutAction } from "../../../(auth)/actions";

type Props = { params: Promise<{ company: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageTexts("account");

  return { title: t("closed.title") };
}

/** Why a company's portal is closed to somebody who belongs to it, and what can be done. */
export default async function ClosedPage({ params }: Props) {
  const { company: slug } = await params;
  const request = await findGatedRequest(slug);
  if (request === null) notFound();
  const { gate, company, locale } = request;
  if (gate === null) redirect(`/${slug}`);
  const { t, common } = await pageTexts("account", locale);
  const words = { company: company.name };

  return (
    <AccountShell
      product={t("product")}
      language={{ label: common("language.label"), locale, returnTo: `/closed/${slug}` }}
      skipLabel={common("shell.skip")}
      signOut={
        <form action={signOutAction}>
          <Button type="submit" variant="ghost">
            {common("action.signOut")}
          </Button>
        </form>
      }
    >
      {gate === "pilot" ? (
        <Empty
          level="h1"
          icon="hourglass"
          tone="info"
          title={t("closed.pilot.title", words)}
          actions={<ButtonLink href="/companies?choose=1">{t("closed.companies")}</ButtonLink>}
        >
          <p>{t("closed.pilot.text")}</p>
        </Empty>
      ) : (
        <Empty
          level="h1"
          icon="shield"
          tone="warn"
          title={t("closed.secondFactor.title", words)}
          actions={
            <ButtonLink variant="primary" href="/account/second-factor">
              {t("secondFactor.setUp")}
            </ButtonLink>
          }
        >
          <p>{t("closed.secondFactor.text")}</p>
        </Empty>
      )}
    </AccountShell>
  );
}

import type { Metadata } from "next";
import { redirect } from "next/navigation";

import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Mark } from "@/components/ui/mark";
import { Note } from "@/components/ui/note";
import { listMemberships } from "@/lib/accounts/service/list-memberships";
import { requireAccount } from "@/lib/web/page-context";
import { pageTexts } from "@/lib/web/page-texts";

import { Entrance } from "../_components/entrance";
import { signOutAction } from "../actions";

type Props = { searchParams: Promise<{ choose?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageTexts("auth");

  return { title: `${t("companies.title")} · ${t("product")}` };
}

/** Where a person with several companies chooses; with one they are there at once. */
export default async function CompaniesPage({ searchParams }: Props) {
  const { ctx } = await requireAccount("/companies");
  const companies = await listMemberships(ctx);
  const [only, second] = companies;
  if (only !== undefined && second === undefined && (await searchParams).choose === undefined) {
    redirect(`/${only.slug}`);
  }
  const { t, common, locale } = await pageTexts("auth");

  return (
    <Entrance locale={locale} returnTo="/companies?choose=1" t={t} common={common}>
      <h1>{t("companies.title")}</h1>
      {companies.length === 0 && (
        <Note tone="info" title={t("companies.none")}>
          <p>{t("companies.noneHint")}</p>
        </Note>
      )}
      <ul className="grid gap-2">
        {companies.map(({ slug, name, accentColour, role }) => (
          <li key={slug}>
            <Link
              href={`/${slug}`}
              className="flex min-h-16 items-center gap-3 rounded-lg border border-line bg-surface px-4 text-ink no-underline hover:bg-hover"
            >
              <span data-company="" style={{ ["--company-accent" as string]: accentColour }}>
                <Mark name={name} />
              </span>
              <span className="grid">
                <strong>{name}</strong>
                <span className="text-note text-ink-2">{common(`role.${role}`)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <form action={signOutAction}>
        <Button type="submit" variant="ghost">
          {t("companies.signOut")}
        </Button>
      </form>
    </Entrance>
  );
}

import { ButtonLink } from "@/components/ui/button-link";
import { pageTexts } from "@/lib/web/page-texts";
import { sessionLocale } from "@/lib/web/session";

import { Entrance } from "./(auth)/_components/entrance";

/** One page for what is unknown, somebody else's or gone: they must not be told apart. */
export default async function NotFoundPage() {
  const { t, common, locale } = await pageTexts("auth", await sessionLocale());

  return (
    <Entrance locale={locale} returnTo="/companies" t={t} common={common}>
      <h1>{t("notFound.title")}</h1>
      <p className="text-ink-2">{t("notFound.text")}</p>
      <ButtonLink variant="primary" size="block" href="/companies">
        {t("notFound.companies")}
      </ButtonLink>
      <ButtonLink size="block" href="/sign-in">
        {t("notFound.signIn")}
      </ButtonLink>
    </Entrance>
  );
}

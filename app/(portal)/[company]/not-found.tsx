import { ButtonLink } from "@/components/ui/button-link";
import { Empty } from "@/components/ui/empty";
import { pageTexts } from "@/lib/web/page-texts";
import { sessionLocale } from "@/lib/web/session";

/** Unknown, somebody else's, gone: they must not be told apart. */
export default async function PortalNotFound() {
  const { t } = await pageTexts("portal", await sessionLocale());

  return (
    <Empty
      icon="search"
      level="h1"
      title={t("notFound.title")}
      actions={<ButtonLink href="/companies">{t("notFound.action")}</ButtonLink>}
    >
      <p>{t("notFound.text")}</p>
    </Empty>
  );
}

import { ButtonLink } from "@/components/ui/button-link";
import { Empty } from "@/components/ui/empty";
import type { PortalPage } from "@/lib/web/portal-page";

/** A page that a role does not open: says so, and who can help. */
export function Forbidden({ page }: { page: PortalPage }) {
  const { portal, common, member, home } = page;

  return (
    <Empty
      icon="lock"
      level="h1"
      title={portal("forbidden.title")}
      actions={<ButtonLink href={home}>{portal("forbidden.action")}</ButtonLink>}
    >
      <p>{portal("forbidden.text", { role: common(`role.${member.role}`) })}</p>
    </Empty>
  );
}

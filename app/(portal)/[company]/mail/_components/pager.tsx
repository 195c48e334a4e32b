import { ButtonLink } from "@/components/ui/button-link";
import { Icon } from "@/components/ui/icon";

type Target = { href: string; label: string } | null;

type Props = { label: string; newest: Target; older: Target };

/** The list grows at its top, so there is no way back by pages, only to the top. */
export function Pager({ label, newest, older }: Props) {
  if (newest === null && older === null) return null;

  return (
    <nav aria-label={label} className="flex flex-wrap justify-between gap-2">
      {newest !== null && (
        <ButtonLink href={newest.href}>
          <Icon name="chevron-left" />
          {newest.label}
        </ButtonLink>
      )}
      {older !== null && (
        <ButtonLink href={older.href} className="ml-auto">
          {older.label}
          <Icon name="chevron-right" />
        </ButtonLink>
      )}
    </nav>
  );
}

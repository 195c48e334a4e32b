import { Card } from "@/components/ui/card";
import { CardFoot } from "@/components/ui/card-foot";
import { CardHead } from "@/components/ui/card-head";
import { LineItem } from "@/components/ui/line-item";
import { LineList } from "@/components/ui/line-list";
import { Link } from "@/components/ui/link";
import type { ImportDetail } from "@/lib/imports/schema";
import { formatDateTime } from "@/lib/shared/format";
import type { SettingsPage } from "@/lib/web/settings-page";

type Props = { page: SettingsPage; found: ImportDetail };

/** Who and what stays when an import is undone, by name, and why. */
export function KeptList({ page: { settings, home, locale }, found }: Props) {
  const { kept, keptCount, status } = found;
  if (keptCount === 0) return null;

  return (
    <Card aria-labelledby="kept">
      <CardHead id="kept">
        {settings(status === "undone" ? "import.keptDone" : "import.keptThen", {
          count: keptCount,
        })}
      </CardHead>
      <LineList>
        {kept.map(({ kind, id, name, startsAt, timeZone, reason }) => (
          <LineItem
            key={id}
            icon={kind === "customer" ? "contact" : "calendar"}
            sub={settings(`import.why.${kind}.${reason}`)}
          >
            <Link href={`${home}/${kind === "customer" ? "customers" : "appointments"}/${id}`}>
              {startsAt === null
                ? name
                : `${name}, ${formatDateTime(startsAt, { locale, timeZone })}`}
            </Link>
          </LineItem>
        ))}
      </LineList>
      {keptCount > kept.length && (
        <CardFoot>{settings("import.keptShown", { count: kept.length })}</CardFoot>
      )}
    </Card>
  );
}

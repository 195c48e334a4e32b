import { Note } from "@/components/ui/note";
import type { CalendarSettings } from "@/lib/calcom/schema";
import type { CalendarSettingsPage } from "@/lib/web/settings-page";

type Props = { page: CalendarSettingsPage; gaps: CalendarSettings["gaps"] };

/** What is missing between the two calendars, one sentence for each kind. */
export function GapNote({ page: { calcom, locale }, gaps }: Props) {
  if (gaps.length === 0) return null;
  const list = new Intl.ListFormat(locale);

  return (
    <Note tone="warn" title={calcom("settings.missing")}>
      <ul className="grid list-disc gap-1 pl-4">
        {gaps.map(({ kind, names }) => (
          <li key={kind}>
            {calcom(`settings.gaps.${kind}`, { names: list.format(new Set(names)) })}
          </li>
        ))}
      </ul>
    </Note>
  );
}

import { momentText } from "@/components/appointment/moment-text";
import { Link } from "@/components/ui/link";
import { Note } from "@/components/ui/note";
import type { Absence } from "@/lib/absences/service/get-absence";
import type { AbsencePage } from "@/lib/web/absence-page";

/** Booked into the absence all the same, by somebody who was just writing it down. */
export function Undecided({ page, found }: { page: AbsencePage; found: Absence }) {
  const { absence, common, ctx, home, locale } = page;
  const reader = { locale, timeZone: found.timeZone };

  return (
    <Note tone="warn" title={absence("result.undecided", { count: found.undecided.length })}>
      <ul>
        {found.undecided.map(({ id, startsAt, customer }) => (
          <li key={id}>
            <Link
              href={`${home}/appointments/${id}`}
              className="max-lg:inline-flex max-lg:min-h-11 max-lg:items-center"
            >
              {[momentText(startsAt, { reader, now: ctx.now, common }), customer].join(" · ")}
            </Link>
          </li>
        ))}
      </ul>
    </Note>
  );
}

import { Card } from "@/components/ui/card";
import { CardHead } from "@/components/ui/card-head";
import { LineItem } from "@/components/ui/line-item";
import { LineList } from "@/components/ui/line-list";
import { Link } from "@/components/ui/link";
import type { AbsenceSummary } from "@/lib/absences/service/preview-absence";
import { formatDate } from "@/lib/shared/format";
import type { AbsencePage } from "@/lib/web/absence-page";

type Props = { page: AbsencePage; absences: readonly AbsenceSummary[] };

/** Absences of now and later, and what is left to do about them. */
export function AbsenceList({ page, absences }: Props) {
  const { absence, home, locale } = page;

  return (
    <Card aria-labelledby="absences">
      <CardHead id="absences">{absence("current")}</CardHead>
      <LineList>
        {absences.map(({ id, staff, startsAt, endsAt, timeZone, openCount, refusedCount }) => {
          const reader = { locale, timeZone };
          const last = new Date(endsAt.getTime() - 1);
          const days = [...new Set([startsAt, last].map((day) => formatDate(day, reader)))];

          return (
            <LineItem
              key={id}
              icon="calendar-x"
              sub={absence("currentOpen", { count: openCount + refusedCount })}
            >
              <Link
                href={`${home}/team/absence/${id}`}
                className="max-lg:inline-flex max-lg:min-h-11 max-lg:items-center"
              >
                {[staff, days.join(" – ")].join(" · ")}
              </Link>
            </LineItem>
          );
        })}
      </LineList>
    </Card>
  );
}

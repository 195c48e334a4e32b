import { Button } from "@/components/ui/button";
import { FilterBar } from "@/components/ui/filter-bar";
import { FilterChoice } from "@/components/ui/filter-choice";
import { Input } from "@/components/ui/input";
import { SegmentedLinks } from "@/components/ui/segmented-links";
import { CALENDAR_VIEWS } from "@/lib/calendar/schema";
import type { Calendar } from "@/lib/calendar/service/list-calendar";
import type { CalendarPage } from "@/lib/web/calendar-page";

import { calendarQuery } from "./calendar-address";

type Props = { page: CalendarPage; shown: Calendar; day: string; href: string };

/** Which day, and whose: a day has a column for each person of a branch, a week is one person's. */
export function CalendarChoice({ page: { calendar }, shown, day, href }: Props) {
  const { view, branchId, staffId, choices } = shown;
  const chosen = { branchId: branchId ?? undefined, staffId: staffId ?? undefined };

  return (
    <div className="flex flex-wrap items-start gap-4">
      <SegmentedLinks
        label={calendar("views")}
        items={CALENDAR_VIEWS.map((one) => ({
          href: `${href}${calendarQuery({ ...chosen, view: one, day })}`,
          label: calendar(`view.${one}`),
          isCurrent: one === view,
        }))}
      />
      <FilterBar label={calendar("choose")} action={href}>
        <input type="hidden" name="view" value={view} />
        <span className="w-36 flex-none">
          <Input
            key={day}
            type="date"
            name="day"
            defaultValue={day}
            aria-label={calendar("date")}
          />
        </span>
        {view === "day" ? (
          <FilterChoice
            name="branchId"
            label={calendar("branch")}
            options={choices.branches}
            chosen={chosen.branchId}
          />
        ) : (
          <FilterChoice
            name="staffId"
            label={calendar("staff")}
            options={choices.staff}
            chosen={chosen.staffId}
          />
        )}
        <Button type="submit">{calendar("show")}</Button>
      </FilterBar>
    </div>
  );
}

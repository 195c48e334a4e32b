import { formatCalendarDay } from "@/components/appointment/calendar-day";
import { joinClasses } from "@/components/ui/join-classes";
import type { Calendar } from "@/lib/calendar/service/list-calendar";
import { localDate } from "@/lib/shared/format";
import type { CalendarPage } from "@/lib/web/calendar-page";

import { CalendarColumn } from "./calendar-column";
import { HOUR_REM } from "./place-of";

type Props = { page: CalendarPage; shown: Calendar };

/** The columns side by side under their names; what does not fit scrolls inside, not the page. */
export function CalendarGrid({ page, shown }: Props) {
  const { calendar, ctx, locale } = page;
  const { columns, hours, timeZone, view } = shown;
  const today = localDate(ctx.now, timeZone);
  const grid = {
    gridTemplateColumns: `3.25rem repeat(${String(columns.length)}, minmax(7.5rem, 1fr))`,
  };
  const marks = Array.from({ length: (hours.to - hours.from) / 60 }, (_hour, index) => index);

  return (
    <div
      role="region"
      aria-label={calendar("grid")}
      tabIndex={0}
      className="overflow-x-auto rounded-lg border border-line bg-surface"
    >
      <div aria-hidden="true" className="grid border-b border-line-strong" style={grid}>
        <span className="sticky left-0 z-20 bg-surface" />
        {columns.map(({ key, day, staff }) => (
          <span
            key={key}
            className={joinClasses(
              "truncate border-l border-line-strong px-2 py-2 font-medium",
              view === "week" && day === today && "text-accent",
            )}
          >
            {view === "week" ? formatCalendarDay(day, locale) : staff.name}
          </span>
        ))}
      </div>
      <div className="grid" style={grid}>
        <div
          aria-hidden="true"
          className="sticky left-0 z-20 bg-surface text-right text-xs text-ink-2"
        >
          {marks.map((index) => (
            <span
              key={index}
              className="block pt-0.5 pr-2"
              style={{ height: `${String(HOUR_REM)}rem` }}
            >
              {`${String(hours.from / 60 + index).padStart(2, "0")}:00`}
            </span>
          ))}
        </div>
        {columns.map((column) => (
          <CalendarColumn
            key={column.key}
            page={page}
            column={column}
            hours={hours}
            timeZone={timeZone}
          />
        ))}
      </div>
    </div>
  );
}

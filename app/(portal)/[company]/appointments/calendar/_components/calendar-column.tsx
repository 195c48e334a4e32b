import { dayWords } from "@/components/appointment/moment-text";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { minuteOf } from "@/lib/calendar/rules";
import type { CalendarColumn as Column, Stretch } from "@/lib/calendar/schema";
import { formatTime, localDate } from "@/lib/shared/format";
import type { CalendarPage } from "@/lib/web/calendar-page";

import { CalendarEvent } from "./calendar-event";
import { placeOf } from "./place-of";

type Props = { page: CalendarPage; column: Column; hours: Stretch; timeZone: string };

/** One person's day: working hours, what takes them away, and the appointments by time. */
export function CalendarColumn({ page, column, hours, timeZone }: Props) {
  const { calendar, locale, ctx } = page;
  const { key, day, staff, clock, open, away, events } = column;
  const isToday = localDate(ctx.now, timeZone) === day;
  const now = minuteOf(clock, ctx.now);

  return (
    <section
      data-column={key}
      aria-label={calendar("column", { staff: staff.name, day: dayWords(day, locale, ctx.now) })}
      className="relative isolate border-l border-line-strong bg-sunken"
      style={{ height: placeOf(hours, hours).height }}
    >
      {open.map((stretch) => (
        <span
          key={stretch.from}
          aria-hidden="true"
          className="absolute inset-x-0 -z-1 bg-surface"
          style={placeOf(stretch, hours)}
        />
      ))}
      <span
        aria-hidden="true"
        className="absolute inset-0 -z-1 bg-[linear-gradient(var(--color-line)_1px,transparent_1px)] bg-size-[100%_4.5rem]"
      />
      {away.map(({ name, ...stretch }) => (
        <p
          key={`${String(stretch.from)}${name ?? ""}`}
          className="absolute inset-x-0 overflow-hidden bg-sunken px-2 py-1 text-2xs text-ink-2"
          style={placeOf(stretch, hours)}
        >
          {name ?? calendar("away")}
        </p>
      ))}
      {isToday && now >= hours.from && now <= hours.to && (
        <p
          className="absolute inset-x-0 z-10 border-t-2 border-bad"
          style={{ top: placeOf({ from: now, to: now }, hours).top }}
        >
          <VisuallyHidden>
            {calendar("now", { time: formatTime(ctx.now, { locale, timeZone }) })}
          </VisuallyHidden>
        </p>
      )}
      <ol className="absolute inset-y-0 right-1 left-0.5">
        {events.map((event) => (
          <CalendarEvent
            key={event.id}
            page={page}
            event={event}
            hours={hours}
            timeZone={timeZone}
          />
        ))}
      </ol>
    </section>
  );
}

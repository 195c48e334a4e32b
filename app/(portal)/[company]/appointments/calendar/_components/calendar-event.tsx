import { statusIcon } from "@/components/appointment/status-badge";
import { timeRange } from "@/components/appointment/when-text";
import { Icon } from "@/components/ui/icon";
import { joinClasses } from "@/components/ui/join-classes";
import { Link } from "@/components/ui/link";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { PlacedEvent, Stretch } from "@/lib/calendar/schema";
import { formatTime } from "@/lib/shared/format";
import type { CalendarPage } from "@/lib/web/calendar-page";

import { colourClasses } from "./colour-classes";
import { placeOf } from "./place-of";

type Props = { page: CalendarPage; event: PlacedEvent; hours: Stretch; timeZone: string };

/** A link to the appointment where it stands in the day, and one to move it without a mouse. */
export function CalendarEvent({ page, event, hours, timeZone }: Props) {
  const { calendar, common, locale, home } = page;
  const { id, from, to, lane, lanes, status, customer, service, canMove } = event;
  const reader = { locale, timeZone };
  const href = `${home}/appointments/${id}`;
  const buffered = {
    from: Math.max(hours.from, from - event.bufferBeforeMinutes),
    to: Math.min(hours.to, to + event.bufferAfterMinutes),
  };
  const across = { left: `${String((lane / lanes) * 100)}%`, width: `${String(100 / lanes)}%` };

  return (
    <li className="group">
      {(buffered.from < from || buffered.to > to) && (
        <span
          aria-hidden="true"
          className="absolute rounded-sm border border-dashed border-line-strong bg-sunken"
          style={{ ...placeOf(buffered, hours), ...across }}
        />
      )}
      <Link
        href={href}
        draggable={false}
        data-event={canMove ? id : undefined}
        className={joinClasses(
          "absolute overflow-hidden rounded-sm border border-l-4 border-line-strong px-1.5 py-px text-2xs text-ink-2 no-underline hover:border-field-line",
          "before:absolute before:inset-0 before:-z-1 before:bg-surface",
          colourClasses(event.colour),
          canMove && "lg:cursor-grab",
        )}
        style={{ ...placeOf({ from, to }, hours), ...across }}
      >
        <VisuallyHidden>
          {calendar("event", {
            time: timeRange(event, reader, common),
            customer: customer.name,
            service,
            status: common(`appointmentStatus.${status}`),
          })}
        </VisuallyHidden>
        <span aria-hidden="true" className="block">
          <span className="flex items-center gap-1">
            {status !== "confirmed" && <Icon name={statusIcon(status)} className="size-3" />}
            <b className="truncate font-semibold text-ink">{customer.name}</b>
            {to - from < 30 && <span>{formatTime(event.startsAt, reader)}</span>}
          </span>
          {to - from >= 30 && (
            <span className="block truncate">
              {formatTime(event.startsAt, reader)}
              {status !== "confirmed" && ` · ${common(`appointmentStatus.${status}`)}`}
            </span>
          )}
          {to - from >= 45 && <span className="block truncate">{service}</span>}
        </span>
      </Link>
      {canMove && (
        <Link
          href={`${href}/move`}
          className="sr-only focus-visible:not-sr-only focus-visible:absolute focus-visible:z-10 focus-visible:rounded-sm focus-visible:border focus-visible:border-accent focus-visible:bg-raised focus-visible:px-2 focus-visible:py-1 focus-visible:text-xs focus-visible:shadow-lift"
          style={{ top: placeOf({ from, to }, hours).top, left: across.left }}
        >
          {calendar("move", { customer: customer.name })}
        </Link>
      )}
    </li>
  );
}

import "server-only";

import { Temporal } from "temporal-polyfill";

import type { DayClock } from "@/lib/calendar/schema";

/** What the clock of a day shows in a zone, with the change to or from summer time where there is one. */
export function dayClock(day: string, timeZone: string): DayClock {
  const start = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone });
  const midnight = start.epochMilliseconds;
  const wall = start.hour * 60 + start.minute;
  // In some zones it is midnight that is skipped: the day's clock begins at one.
  if (wall > 0) return { midnight, change: { after: 0, skips: wall } };
  const next = start.getTimeZoneTransition("next");
  if (next === null || Temporal.PlainDate.compare(next.toPlainDate(), start.toPlainDate()) > 0) {
    return { midnight, change: null };
  }

  return {
    midnight,
    change: {
      after: (next.epochMilliseconds - midnight) / 60_000,
      skips: (next.offsetNanoseconds - start.offsetNanoseconds) / 60e9,
    },
  };
}

/** The instant at which a day begins, wherever its clock begins. */
export function startOfDay(day: string, timeZone: string): Date {
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime({ timeZone }).epochMilliseconds);
}

/** A day so many days later. */
export function daysLater(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  const date = Temporal.PlainDate.from(day);

  return date.subtract({ days: date.dayOfWeek - 1 }).toString();
}

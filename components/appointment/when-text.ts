import {
  daysUntil,
  formatDay,
  formatShortDay,
  formatTime,
  formatZone,
  type Reader,
  sameWallClock,
} from "@/lib/shared/format";

export type Say = (key: string, values?: Record<string, string | number>) => string;

/** Who reads it, and when: the year is said where it is not the one they are in. */
export type Around = { reader: Reader; now: Date; common: Say };

/** `Donnerstag, 26. November, 14:30 Uhr`. */
export function dayAndTime(at: Date | string, { reader, now, common }: Around): string {
  return common("time.dayAt", { day: formatDay(at, reader, now), time: formatTime(at, reader) });
}

/** `14:30–15:15 Uhr`. */
export function timeRange(
  { startsAt, endsAt }: { startsAt: Date | string; endsAt: Date | string },
  reader: Reader,
  common: Say,
): string {
  return common("time.range", {
    from: formatTime(startsAt, reader),
    to: formatTime(endsAt, reader),
  });
}

/** `Do, 26. November, 14:30–15:15 Uhr`. */
export function shortDayAndRange(
  { startsAt, endsAt }: { startsAt: Date | string; endsAt: Date | string },
  { reader, now, common }: Around,
): string {
  return common("time.dayRange", {
    day: formatShortDay(startsAt, reader, now),
    from: formatTime(startsAt, reader),
    to: formatTime(endsAt, reader),
  });
}

/** `übermorgen`, `in 4 Tagen`, `nächste Woche`: how far away a day is, or nothing for a past one. */
export function distance(
  at: Date | string,
  { reader, now, customer }: { reader: Reader; now: Date; customer: Say },
): string | null {
  const days = daysUntil(at, reader.timeZone, now);
  if (days < 0) return null;
  const words = ["today", "tomorrow", "dayAfterTomorrow"][days];
  if (words !== undefined) return customer(`relative.${words}`);

  return days < 7
    ? customer("relative.inDays", { days })
    : customer("relative.inWeeks", { weeks: Math.floor(days / 7) });
}

/** `übermorgen, Mittwoch, 25. November, 14:30 Uhr`: a deadline is a date and a time. */
export function deadlineText(
  at: Date,
  { reader, now, customer, common }: { reader: Reader; now: Date; customer: Say; common: Say },
): string {
  const days = daysUntil(at, reader.timeZone, now);
  const whole = dayAndTime(at, { reader, now, common });
  const relative = days >= 0 && days <= 2 ? distance(at, { reader, now, customer }) : null;

  return relative === null ? whole : `${relative}, ${whole}`;
}

/** What the venue's time is on the reader's own clock, where the two differ. */
export function otherZone(
  at: Date | string,
  {
    reader,
    ownZone,
    city,
    now,
    customer,
  }: { reader: Reader; ownZone: string; city: string; now: Date; customer: Say },
): string | undefined {
  if (sameWallClock(at, reader.timeZone, ownZone)) return undefined;
  const own = { locale: reader.locale, timeZone: ownZone };

  return customer("otherZone", {
    city,
    day: formatShortDay(at, own, now),
    time: formatTime(at, own),
    zone: formatZone(at, own),
  });
}

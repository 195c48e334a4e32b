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

type Near = { reader: Reader; ownZone?: string; now: Date; customer: Say };

/** Whole days from now until `at`; null where it is another number of them in the reader's own zone. */
export function daysAway(
  at: Date | string,
  { reader, ownZone = reader.timeZone, now }: Omit<Near, "customer">,
): number | null {
  const days = daysUntil(at, reader.timeZone, now);

  return days === daysUntil(at, ownZone, now) ? days : null;
}

/** `übermorgen`, `in 4 Tagen`, `in 2 Wochen`: how far away a day is, or nothing for a past one and where clocks disagree. */
export function distance(at: Date | string, near: Near): string | null {
  const { customer } = near;
  const days = daysAway(at, near);
  if (days === null || days < 0) return null;
  const words = ["today", "tomorrow", "dayAfterTomorrow"][days];
  if (words !== undefined) return customer(`relative.${words}`);

  return days < 7
    ? customer("relative.inDays", { days })
    : customer("relative.inWeeks", { weeks: Math.floor(days / 7) });
}

/** `übermorgen, Mittwoch, 25. November, 14:30 Uhr`: a deadline is a date and a time. */
export function deadlineText(at: Date, { common, ...near }: Near & { common: Say }): string {
  const whole = dayAndTime(at, { ...near, common });
  const relative = daysUntil(at, near.reader.timeZone, near.now) <= 2 ? distance(at, near) : null;

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

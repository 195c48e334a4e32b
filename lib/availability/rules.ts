import { Temporal } from "temporal-polyfill";

/** Wall-clock minutes of one ISO weekday (Monday is 1) in the branch's zone. */
export type WorkingHours = { weekday: number; opensMinute: number; closesMinute: number };
/** Half-open: [startsAt, endsAt). */
export type Range = { startsAt: Date; endsAt: Date };

export const SLOT_STEP_MINUTES = 15;
const MS_PER_MINUTE = 60_000;

type Question = {
  timeZone: string;
  workingHours: readonly WorkingHours[];
  /** Time off, appointments and live holds alike. */
  busy: readonly Range[];
  durationMinutes: number;
  from: Date;
  until: Date;
};

/**
 * The instants in [from, until) at which an appointment could start, ascending. Opening times are
 * read on the wall clock of each day and then counted in elapsed minutes, so that a day of 23 or of
 * 25 hours offers the hours it has.
 */
export function freeStarts({
  timeZone,
  workingHours,
  busy,
  durationMinutes,
  from,
  until,
}: Question): Date[] {
  const taken = [...busy].sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime());
  const starts: Date[] = [];

  for (const open of openRanges({ timeZone, workingHours, from, until })) {
    const last = open.endsAt.getTime() - durationMinutes * MS_PER_MINUTE;
    for (let at = open.startsAt.getTime(); at <= last; at += SLOT_STEP_MINUTES * MS_PER_MINUTE) {
      const end = at + durationMinutes * MS_PER_MINUTE;
      if (at < from.getTime() || at >= until.getTime()) continue;
      if (!taken.some((range) => overlaps(range, at, end))) starts.push(new Date(at));
    }
  }

  return starts;
}

function overlaps({ startsAt, endsAt }: Range, start: number, end: number): boolean {
  return startsAt.getTime() < end && start < endsAt.getTime();
}

/** The working hours as instants, a range for each row and day that touches [from, until). */
export function openRanges({
  timeZone,
  workingHours,
  from,
  until,
}: Pick<Question, "timeZone" | "workingHours" | "from" | "until">): Range[] {
  const ranges: Range[] = [];
  const lastDay = toDate(until, timeZone);

  for (
    let day = toDate(from, timeZone);
    Temporal.PlainDate.compare(day, lastDay) <= 0;
    day = day.add({ days: 1 })
  ) {
    for (const { weekday, opensMinute, closesMinute } of workingHours) {
      if (weekday !== day.dayOfWeek) continue;
      ranges.push({
        startsAt: toInstant(day, opensMinute, timeZone),
        endsAt: toInstant(day, closesMinute, timeZone),
      });
    }
  }

  return ranges.sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime());
}

function toDate(instant: Date, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
}

/** Minute 1440 is the next midnight; a wall time that the clock skips is the first one after it. */
function toInstant(day: Temporal.PlainDate, minute: number, timeZone: string): Date {
  const midnight = minute === 1440 ? day.add({ days: 1 }) : day;
  const time = new Temporal.PlainTime(Math.floor(minute / 60) % 24, minute % 60);

  return new Date(midnight.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds);
}

/** Whether an appointment lies wholly inside one stretch of working hours. */
export function isInsideHours(range: Range, open: readonly Range[]): boolean {
  return open.some(({ startsAt, endsAt }) => startsAt <= range.startsAt && range.endsAt <= endsAt);
}

/** The `count` free starts closest to a wanted instant, in order of time. */
export function nearestStarts(starts: readonly Date[], wanted: Date, count: number): Date[] {
  const distance = (start: Date) => Math.abs(start.getTime() - wanted.getTime());

  return [...starts]
    .sort((one, other) => distance(one) - distance(other))
    .slice(0, count)
    .sort((one, other) => one.getTime() - other.getTime());
}

import { Temporal } from "temporal-polyfill";

/** Wall-clock minutes of one ISO weekday (Monday is 1) in the branch's zone. */
export type WorkingHours = { weekday: number; opensMinute: number; closesMinute: number };
/** Half-open: [startsAt, endsAt). */
export type Range = { startsAt: Date; endsAt: Date };

const MS_PER_MINUTE = 60_000;

/** What is wanted: how long it takes, the staff member's time around it, and how starts are spaced. */
export type SlotShape = {
  durationMinutes: number;
  bufferBeforeMinutes: number;
  bufferAfterMinutes: number;
  stepMinutes: number;
};

type Question = {
  timeZone: string;
  workingHours: readonly WorkingHours[];
  /** Time off, closures, and where the customer is otherwise: the appointment itself may not overlap. */
  away: readonly Range[];
  /** Appointments and live holds with the time around them: nothing of ours may overlap. */
  claims: readonly Range[];
  shape: SlotShape;
  from: Date;
  until: Date;
};

/**
 * The instants in [from, until) at which an appointment could start, ascending. Opening times are wall-clock
 * times, counted on in elapsed minutes: a day of 23 or 25 hours offers the hours it has.
 */
export function freeStarts({
  timeZone,
  workingHours,
  away,
  claims,
  shape,
  from,
  until,
}: Question): Date[] {
  const [length, before, after, step] = [
    shape.durationMinutes,
    shape.bufferBeforeMinutes,
    shape.bufferAfterMinutes,
    shape.stepMinutes,
  ].map((minutes) => minutes * MS_PER_MINUTE) as [number, number, number, number];
  const starts = new Set<number>();

  for (const open of openRanges({ timeZone, workingHours, from, until })) {
    const last = open.endsAt.getTime() - length;
    for (let at = open.startsAt.getTime(); at <= last; at += step) {
      const end = at + length;
      if (at < from.getTime() || at >= until.getTime()) continue;
      if (away.some((range) => overlaps(range, at, end))) continue;
      if (!claims.some((range) => overlaps(range, at - before, end + after))) starts.add(at);
    }
  }

  return [...starts].sort((one, other) => one - other).map((at) => new Date(at));
}

/** Closed days as instants: from their first midnight to the one after their last day. */
export function closedRanges(
  closures: readonly { firstDay: string; lastDay: string }[],
  timeZone: string,
): Range[] {
  return closures.map(({ firstDay, lastDay }) => ({
    startsAt: toInstant(Temporal.PlainDate.from(firstDay), 0, timeZone),
    endsAt: toInstant(Temporal.PlainDate.from(lastDay), 1440, timeZone),
  }));
}

function overlaps({ startsAt, endsAt }: Range, start: number, end: number): boolean {
  return startsAt.getTime() < end && start < endsAt.getTime();
}

/** The working hours of the days that touch [from, until), as instants; hours that touch are one. */
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
      const startsAt = toInstant(day, opensMinute, timeZone);
      const endsAt = toInstant(day, closesMinute, timeZone);
      // Hours that lie wholly in what the clock skips are none.
      if (startsAt < endsAt) ranges.push({ startsAt, endsAt });
    }
  }

  return joined(ranges.sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime()));
}

function joined(ordered: readonly Range[]): Range[] {
  const stretches: Range[] = [];
  for (const range of ordered) {
    const last = stretches.at(-1);
    if (last === undefined || range.startsAt > last.endsAt) stretches.push({ ...range });
    else if (range.endsAt > last.endsAt) last.endsAt = range.endsAt;
  }

  return stretches;
}

function toDate(instant: Date, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
}

/** The first moment of a day whose clock shows this minute, or a later one; 1440 is the next midnight. */
function toInstant(day: Temporal.PlainDate, minute: number, timeZone: string): Date {
  const date = minute === 1440 ? day.add({ days: 1 }) : day;
  const plainTime = new Temporal.PlainTime(Math.floor(minute / 60) % 24, minute % 60);
  const shown = date.toZonedDateTime({ timeZone, plainTime });
  if (shown.toPlainTime().equals(plainTime)) return new Date(shown.epochMilliseconds);
  // "Previous" is strictly before, and what is shown may be the moment of the change itself.
  const first = shown.add({ nanoseconds: 1 }).getTimeZoneTransition("previous") ?? shown;

  return new Date(first.epochMilliseconds);
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

import { Temporal } from "temporal-polyfill";

import { localDate } from "@/lib/shared/format";

/** A stretch of one ISO weekday (Monday is 1) in minutes of the wall clock, half-open. */
export type Hours = { weekday: number; opensMinute: number; closesMinute: number };

/** The second of each two stretches of a weekday that overlap, by its place in the list. */
export function overlappingHours(hours: readonly Hours[]): number[] {
  return hours.flatMap((one, index) =>
    hours
      .slice(0, index)
      .some(
        (other) =>
          other.weekday === one.weekday &&
          other.opensMinute < one.closesMinute &&
          one.opensMinute < other.closesMinute,
      )
      ? [index]
      : [],
  );
}

/** `09:30` in minutes; as the end of a stretch, midnight is the end of its day. */
export function toMinute(time: string, isEnd = false): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const minute = hours * 60 + minutes;

  return isEnd && minute === 0 ? 1440 : minute;
}

/** Minutes as a time field shows them: `09:30`, and the end of a day as `00:00`. */
export function toTime(minute: number): string {
  const two = (part: number) => String(part).padStart(2, "0");

  return `${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`;
}

type Days = { firstDay: string; lastDay: string; from: string; until: string };

/** Days on a wall clock as instants: without times from the first midnight to the one after the last. */
export function toRange(
  { firstDay, lastDay, from, until }: Days,
  timeZone: string,
): { startsAt: Date; endsAt: Date } {
  const instant = (day: Temporal.PlainDate, time: string) =>
    new Date(
      day.toZonedDateTime({ timeZone, plainTime: time === "" ? "00:00" : time }).epochMilliseconds,
    );
  const last = Temporal.PlainDate.from(lastDay);

  return {
    startsAt: instant(Temporal.PlainDate.from(firstDay), from),
    endsAt: instant(until === "" ? last.add({ days: 1 }) : last, until),
  };
}

type Span = { startsAt: string; endsAt: string };

/** A moment of the first and one of the last day, where somebody is away from midnight to midnight. */
export function wholeDays({ startsAt, endsAt }: Span, timeZone: string): [Date, Date] | null {
  const first = new Date(startsAt);
  const last = new Date(new Date(endsAt).getTime() - 1);
  const dayOf = (instant: Date | string) => localDate(instant, timeZone);
  const beginsDay = dayOf(new Date(first.getTime() - 1)) !== dayOf(first);

  return beginsDay && dayOf(last) !== dayOf(endsAt) ? [first, last] : null;
}

import { Temporal } from "temporal-polyfill";

import { pick } from "./random";

export const ZONE = "Europe/Berlin";
const PAST_DAYS = 42;
const COMING_DAYS = 40;
const OPENS = 9 * 60;

/** ISO weekday to closing minute; closed on Sundays. */
export const CLOSES: Record<number, number> = {
  1: 19 * 60,
  2: 19 * 60,
  3: 19 * 60,
  4: 20 * 60,
  5: 19 * 60,
  6: 15 * 60,
};
export const OPENS_MINUTE = OPENS;

export type Planned = { staff: number; service: number; startsAt: Date; endsAt: Date };

/** Days on which a staff member works, of six weeks back and as many ahead. */
export function plan(
  random: () => number,
  staffCount: number,
  durations: readonly number[],
): Planned[] {
  const today = Temporal.Now.plainDateISO(ZONE);
  const planned: Planned[] = [];

  for (let offset = -PAST_DAYS; offset <= COMING_DAYS; offset += 1) {
    const day = today.add({ days: offset });
    for (let staff = 0; staff < staffCount; staff += 1) {
      if (isWorking(staff, day.dayOfWeek))
        planned.push(...planDay(random, { day, staff, offset, durations }));
    }
  }

  return planned;
}

/** Everybody has one weekday off, and the branches close on Sundays. */
export function isWorking(staff: number, weekday: number): boolean {
  return weekday in CLOSES && weekday !== (staff % 5) + 1;
}

type Day = { day: Temporal.PlainDate; staff: number; offset: number; durations: readonly number[] };

/** Fewer bookings the further away a day is; there is always a free time left. */
function planDay(random: () => number, { day, staff, offset, durations }: Day): Planned[] {
  const closes = CLOSES[day.dayOfWeek] ?? OPENS;
  const density = offset <= 0 ? 0.85 : Math.max(0.2, 0.8 - offset * 0.018);
  const midnight = day.toZonedDateTime(ZONE);
  const planned: Planned[] = [];

  for (let minute = OPENS; minute < closes;) {
    const service = Math.floor(random() * durations.length);
    const duration = pick(random, durations.slice(service, service + 1));
    if (random() < density && minute + duration <= closes) {
      const startsAt = midnight.with({ hour: Math.floor(minute / 60), minute: minute % 60 });
      planned.push({
        staff,
        service,
        startsAt: new Date(startsAt.epochMilliseconds),
        endsAt: new Date(startsAt.add({ minutes: duration }).epochMilliseconds),
      });
      minute += duration + (random() < 0.3 ? 15 : 0);
    } else {
      minute += 30;
    }
  }

  return planned;
}

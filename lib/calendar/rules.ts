import type { CalendarColumn, DayClock, Stretch } from "@/lib/calendar/schema";

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
/** What is shown of a day on which nobody works. */
const USUAL: Stretch = { from: 8 * 60, to: 18 * 60 };

/** What the clock of a day shows at an instant, in minutes since midnight; before it less than zero. */
export function minuteOf({ midnight, change }: DayClock, instant: Date | string): number {
  const passed = (new Date(instant).getTime() - midnight) / MINUTE_MS;

  return change !== null && passed >= change.after ? passed + change.skips : passed;
}

/** The first instant at which a day's clock shows a minute; null for one that it skips. */
export function instantAt({ midnight, change }: DayClock, minute: number): Date | null {
  const at = (passed: number) => new Date(midnight + passed * MINUTE_MS);
  if (change === null || minute < change.after) return at(minute);
  const isSkipped = minute < change.after + change.skips;

  return isSkipped ? null : at(minute - change.skips);
}

/**
 * Where a range stands in a day: from what the clock shows at its beginning, as long as it takes. Null
 * where nothing of it is on this day.
 */
export function stretchOf(
  clock: DayClock,
  { startsAt, endsAt }: { startsAt: Date | string; endsAt: Date | string },
): Stretch | null {
  const begins = minuteOf(clock, startsAt);
  const takes = (new Date(endsAt).getTime() - new Date(startsAt).getTime()) / MINUTE_MS;
  const from = Math.max(0, begins);
  const to = Math.min(DAY_MINUTES, begins < 0 ? minuteOf(clock, endsAt) : begins + takes);

  return from < to ? { from, to } : null;
}

/**
 * Puts what overlaps side by side: everything gets the first lane that is free, and those who hang
 * together share the width evenly. By time, and the longer one first.
 */
export function inLanes<Placed extends Stretch>(
  stretches: readonly Placed[],
): (Placed & { lane: number; lanes: number })[] {
  const ordered = [...stretches].sort((one, other) => one.from - other.from || other.to - one.to);
  const placed: (Placed & { lane: number; lanes: number })[] = [];
  let ends: number[] = [];
  let group = 0;

  for (const stretch of ordered) {
    if (ends.every((end) => end <= stretch.from)) {
      ends = [];
      group = placed.length;
    }
    const free = ends.findIndex((end) => end <= stretch.from);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = stretch.to;
    placed.push({ ...stretch, lane, lanes: 0 });
    for (const one of placed.slice(group)) one.lanes = ends.length;
  }

  return placed;
}

/** The whole hours that a calendar has to show so that nothing in it is cut off. */
export function shownHours(columns: readonly Pick<CalendarColumn, "open" | "events">[]): Stretch {
  const all = columns.flatMap(({ open, events }) => [...open, ...events]);
  if (all.length === 0) return USUAL;

  return {
    from: Math.floor(Math.min(...all.map(({ from }) => from)) / 60) * 60,
    to: Math.ceil(Math.max(...all.map(({ to }) => to)) / 60) * 60,
  };
}

/** The start, in the steps of its service, that is nearest to where something was dropped. */
export function snapped(minute: number, stepMinutes: number): number {
  return Math.round(minute / stepMinutes) * stepMinutes;
}

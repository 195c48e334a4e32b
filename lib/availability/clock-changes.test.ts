import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { freeStarts, openRanges, type Range } from "@/lib/availability/rules";

const MINUTE_MS = 60_000;
const STEP_MS = 5 * MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Hours, half hours and quarters of change, at two, at midnight, around Ramadan, and never. */
const ZONES = [
  "Europe/Berlin",
  "Europe/London",
  "Europe/Lisbon",
  "America/New_York",
  "America/Los_Angeles",
  "America/St_Johns",
  "America/Santiago",
  "Africa/Cairo",
  "Africa/Casablanca",
  "Asia/Beirut",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "Australia/Sydney",
  "Pacific/Auckland",
  "Pacific/Chatham",
];

/** India never changes its clocks, and Morocco's rules are themselves being changed. */
const SELDOM = ["Asia/Kolkata", "Africa/Casablanca"];

type Wall = { at: number; day: string; minute: number };

/** What a clock on the wall shows, from Intl alone: nothing here knows Temporal. */
function wallClock(timeZone: string) {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "short",
  });

  return (at: number): Wall => {
    const [day = "", time = ""] = format.format(at).split(" ");
    const [hours = 0, minutes = 0] = time.split(":").map(Number);

    return { at, day, minute: hours * 60 + minutes };
  };
}

/** Days on which the zone's offset changes, found by looking at noon after noon. */
function changeDays(timeZone: string, fromYear: number, toYear: number): string[] {
  const read = wallClock(timeZone);
  const days: string[] = [];
  let before = read(Date.UTC(fromYear, 0, 1, 12)).minute;
  for (let at = Date.UTC(fromYear, 0, 2, 12); at < Date.UTC(toYear, 0, 1); at += DAY_MS) {
    const { minute, day } = read(at);
    if (minute !== before) days.push(day);
    before = minute;
  }

  return days;
}

const scanned = new Map<string, Wall[]>();

/** A day as its clock shows it, every five minutes: no change and no hours here are finer. */
function scan(timeZone: string, day: string): Wall[] {
  const key = `${timeZone} ${day}`;
  const known = scanned.get(key);
  if (known !== undefined) return known;

  const read = wallClock(timeZone);
  const noon = Date.parse(`${day}T12:00:00Z`);
  const found: Wall[] = [];
  for (let at = noon - 27 * HOUR_MS; at < noon + 27 * HOUR_MS; at += STEP_MS) {
    const wall = read(at);
    if (wall.day === day) found.push(wall);
  }
  scanned.set(key, found);

  return found;
}

/** The reference: the first moment of a day that is late enough. */
function openByScanning(timeZone: string, day: string, [opens, closes]: readonly [number, number]) {
  const ofDay = scan(timeZone, day);
  const midnight = (ofDay.at(-1)?.at ?? Number.NaN) + STEP_MS;
  const first = (minute: number) => ofDay.find((wall) => wall.minute >= minute)?.at ?? midnight;

  return { startsAt: first(opens), endsAt: first(closes) };
}

const HOURS = [
  [0, 1440],
  [540, 1020],
  [0, 90],
  [30, 150],
  [120, 180],
  [135, 165],
  [150, 1440],
] as const;

function expectSameHours(timeZone: string, day: string): void {
  const noon = new Date(`${day}T12:00:00Z`);
  for (const hours of HOURS) {
    const expected = openByScanning(timeZone, day, hours);
    const weekday = ((noon.getUTCDay() + 6) % 7) + 1;
    const ranges = openRanges({
      timeZone,
      workingHours: [{ weekday, opensMinute: hours[0], closesMinute: hours[1] }],
      from: new Date(expected.startsAt - 1),
      until: new Date(expected.endsAt + 1),
    });

    expect({ timeZone, day, hours, ranges: ranges.map(numbers) }).toEqual({
      timeZone,
      day,
      hours,
      ranges: expected.startsAt < expected.endsAt ? [expected] : [],
    });
  }
}

const numbers = ({ startsAt, endsAt }: Range) => ({
  startsAt: startsAt.getTime(),
  endsAt: endsAt.getTime(),
});

describe("working hours as instants", () => {
  const thisYear = new Date().getUTCFullYear();

  it.each(ZONES)("are the wall clock's at every change of the next ten years in %s", (zone) => {
    const days = changeDays(zone, thisYear, thisYear + 10);
    expect(days.length).toBeGreaterThanOrEqual(SELDOM.includes(zone) ? 0 : 18);

    for (const day of days) {
      expectSameHours(zone, day);
      expectSameHours(zone, new Date(Date.parse(day) - DAY_MS).toISOString().slice(0, 10));
    }
  });

  it.each([
    ["Asia/Amman", 2021, 2024, 3],
    ["Europe/Istanbul", 2015, 2018, 3],
    ["America/Sao_Paulo", 2018, 2021, 3],
  ] as const)(
    "follow a zone that gives its changes up: %s, %i to %i",
    (zone, from, to, changes) => {
      const days = changeDays(zone, from, to);

      expect(days).toHaveLength(changes);
      for (const day of days) expectSameHours(zone, day);
    },
  );
});

describe("free starts", () => {
  const minutes = (max: number) => fc.integer({ min: 0, max });
  const taken = fc.array(fc.tuple(minutes(2880), fc.integer({ min: 1, max: 180 })), {
    maxLength: 12,
  });
  const situation = fc.record({
    zone: fc.constantFrom(...ZONES),
    offset: fc.integer({ min: -1, max: 1 }),
    which: fc.nat(40),
    opens: fc.nat(276).map((steps) => steps * 5),
    length: fc.integer({ min: 6, max: 140 }).map((steps) => steps * 5),
    shape: fc.record({
      durationMinutes: fc.integer({ min: 5, max: 180 }),
      bufferBeforeMinutes: fc.constantFrom(0, 5, 15),
      bufferAfterMinutes: fc.constantFrom(0, 10, 30),
      stepMinutes: fc.constantFrom(5, 10, 15, 20, 30, 60),
    }),
    away: taken,
    claims: taken,
  });

  it("are those of a model that ticks off minute after minute, also where clocks change", () => {
    const changes = new Map(ZONES.map((zone) => [zone, changeDays(zone, 2026, 2036)]));

    fc.assert(
      fc.property(situation, (s) => {
        const days = changes.get(s.zone) ?? [];
        const near = days[s.which % Math.max(1, days.length)] ?? "2027-06-15";
        const day = new Date(Date.parse(near) + s.offset * DAY_MS).toISOString().slice(0, 10);
        const closes = Math.min(1440, s.opens + s.length);
        const open = openByScanning(s.zone, day, [s.opens, closes]);
        const base = open.startsAt - 12 * 60 * MINUTE_MS;
        const ranges = (list: readonly (readonly [number, number])[]) =>
          list.map(([from, length]) => ({
            startsAt: new Date(base + from * MINUTE_MS),
            endsAt: new Date(base + (from + length) * MINUTE_MS),
          }));
        const weekday = ((new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7) + 1;

        const found = freeStarts({
          timeZone: s.zone,
          workingHours: [{ weekday, opensMinute: s.opens, closesMinute: closes }],
          away: ranges(s.away),
          claims: ranges(s.claims),
          shape: s.shape,
          from: new Date(open.startsAt),
          until: new Date(open.endsAt),
        }).map(Number);

        expect(found).toEqual(byTicking(open, s.shape, { base, away: s.away, claims: s.claims }));
      }),
      { numRuns: 400 },
    );
  });

  type Taken = readonly (readonly [number, number])[];
  type Shape = Parameters<typeof freeStarts>[0]["shape"];

  /** Every minute is ticked off that is somebody's; a start needs all of its minutes unticked. */
  function byTicking(
    open: { startsAt: number; endsAt: number },
    shape: Shape,
    { base, away, claims }: { base: number; away: Taken; claims: Taken },
  ): number[] {
    const tick = (list: Taken) =>
      new Set(
        list.flatMap(([from, length]) => Array.from({ length }, (_none, index) => from + index)),
      );
    const [isAway, isClaimed] = [tick(away), tick(claims)];
    const minutesFrom = (at: number, before: number, length: number) =>
      Array.from({ length }, (_none, index) => (at - base) / MINUTE_MS - before + index);
    const found: number[] = [];

    for (let at = open.startsAt; at < open.endsAt; at += shape.stepMinutes * MINUTE_MS) {
      const {
        durationMinutes: own,
        bufferBeforeMinutes: before,
        bufferAfterMinutes: after,
      } = shape;
      const isOver = at + own * MINUTE_MS > open.endsAt;
      const isFree =
        minutesFrom(at, 0, own).every((minute) => !isAway.has(minute)) &&
        minutesFrom(at, before, before + own + after).every((minute) => !isClaimed.has(minute));
      if (!isOver && isFree) found.push(at);
    }

    return found;
  }
});

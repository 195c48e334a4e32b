import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { instantAt, minuteOf, shownHours, snapped, stretchOf } from "@/lib/calendar/rules";
import { dayClock, mondayOf } from "@/lib/calendar/service/day-clock";

const BERLIN = "Europe/Berlin";
const usual = dayClock("2027-03-10", BERLIN);
const short = dayClock("2027-03-28", BERLIN);
const long = dayClock("2027-10-31", BERLIN);

describe("the clock of a day", () => {
  it("shows the hours of the zone", () => {
    expect(minuteOf(usual, "2027-03-10T09:00:00Z")).toBe(10 * 60);
    expect(instantAt(usual, 10 * 60)).toEqual(new Date("2027-03-10T09:00:00Z"));
  });

  it("skips an hour in spring: nothing can begin in it, and the day goes on at the right time", () => {
    expect(instantAt(short, 2 * 60 - 15)).toEqual(new Date("2027-03-28T00:45:00Z"));
    expect(instantAt(short, 2 * 60)).toBeNull();
    expect(instantAt(short, 3 * 60 - 1)).toBeNull();
    expect(instantAt(short, 3 * 60)).toEqual(new Date("2027-03-28T01:00:00Z"));
    expect(minuteOf(short, "2027-03-28T07:00:00Z")).toBe(9 * 60);
  });

  it("shows an hour twice in autumn, and a drop means the first one", () => {
    expect(minuteOf(long, "2027-10-31T00:30:00Z")).toBe(2 * 60 + 30);
    expect(minuteOf(long, "2027-10-31T01:30:00Z")).toBe(2 * 60 + 30);
    expect(instantAt(long, 2 * 60 + 30)).toEqual(new Date("2027-10-31T00:30:00Z"));
    expect(instantAt(long, 9 * 60)).toEqual(new Date("2027-10-31T08:00:00Z"));
  });

  it("skips midnight itself where clocks change at midnight", () => {
    const cairo = dayClock("2027-04-30", "Africa/Cairo");

    expect(instantAt(cairo, 0)).toBeNull();
    expect(instantAt(cairo, 59)).toBeNull();
    expect(instantAt(cairo, 60)).toEqual(new Date("2027-04-29T22:00:00Z"));
    expect(minuteOf(cairo, "2027-04-29T22:00:00Z")).toBe(60);
    expect(minuteOf(cairo, "2027-04-29T21:45:00Z")).toBe(-15);
    expect(minuteOf(cairo, "2027-04-30T07:00:00Z")).toBe(10 * 60);
  });

  it.each([BERLIN, "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo"])(
    "reads in %s what it has shown, on every day of a year",
    (zone) => {
      fc.assert(
        fc.property(
          fc.integer({ min: 0, max: 364 }),
          fc.integer({ min: 0, max: 1439 }),
          (n, minute) => {
            const day = new Date(Date.UTC(2027, 0, 1 + n)).toISOString().slice(0, 10);
            const clock = dayClock(day, zone);
            const instant = instantAt(clock, minute);
            if (instant === null) return;
            const shown = new Intl.DateTimeFormat("en-GB", {
              timeZone: zone,
              hour: "2-digit",
              minute: "2-digit",
              hourCycle: "h23",
            }).format(instant);
            const [hours = 0, minutes = 0] = shown.split(":").map(Number);

            expect(hours * 60 + minutes).toBe(minute);
            expect(minuteOf(clock, instant)).toBe(minute);
          },
        ),
      );
    },
  );

  it("begins a week on Monday", () => {
    expect(mondayOf("2027-03-14")).toBe("2027-03-08");
    expect(mondayOf("2027-03-08")).toBe("2027-03-08");
  });
});

describe("where an appointment stands", () => {
  const range = (startsAt: string, endsAt: string) => ({ startsAt, endsAt });

  it("is as long as it takes, also across a change of clocks", () => {
    expect(stretchOf(short, range("2027-03-28T00:30:00Z", "2027-03-28T01:30:00Z"))).toEqual({
      from: 90,
      to: 150,
    });
    expect(stretchOf(long, range("2027-10-31T00:30:00Z", "2027-10-31T01:30:00Z"))).toEqual({
      from: 150,
      to: 210,
    });
  });

  it("is cut at midnight, and nowhere on another day", () => {
    const night = range("2027-03-09T22:30:00Z", "2027-03-10T00:00:00Z");

    expect(stretchOf(usual, night)).toEqual({ from: 0, to: 60 });
    expect(stretchOf(dayClock("2027-03-09", BERLIN), night)).toEqual({ from: 1410, to: 1440 });
    expect(stretchOf(dayClock("2027-03-11", BERLIN), night)).toBeNull();
  });
});

describe("what is shown of a day", () => {
  it("are whole hours around work and appointments, and the usual ones where there is neither", () => {
    expect(shownHours([{ open: [{ from: 570, to: 1020 }], events: [] }])).toEqual({
      from: 540,
      to: 1020,
    });
    expect(shownHours([{ open: [], events: [] }])).toEqual({ from: 480, to: 1080 });
  });

  it("takes a drop to the nearest step of the service", () => {
    expect([snapped(607, 15), snapped(608, 15), snapped(614, 30)]).toEqual([600, 615, 600]);
  });
});

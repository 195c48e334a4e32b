import { describe, expect, it } from "vitest";

import {
  closedRanges,
  freeStarts,
  isInsideHours,
  nearestStarts,
  openRanges,
} from "@/lib/availability/rules";

const berlin = "Europe/Berlin";
const everyDay = (opensMinute: number, closesMinute: number) =>
  [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opensMinute, closesMinute }));
const at = (iso: string) => new Date(iso);
const lasting = (durationMinutes: number) => ({
  durationMinutes,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  stepMinutes: 15,
});
const iso = (dates: Date[]) => dates.map((date) => date.toISOString().slice(0, 16));

const friday = { from: at("2026-11-27T00:00+01:00"), until: at("2026-11-28T00:00+01:00") };

describe("freeStarts", () => {
  const question = {
    timeZone: berlin,
    workingHours: everyDay(9 * 60, 10 * 60),
    away: [],
    claims: [],
    shape: lasting(30),
    ...friday,
  };

  it("offers every quarter of an hour that leaves room for the whole appointment", () => {
    expect(iso(freeStarts(question))).toEqual([
      "2026-11-27T08:00",
      "2026-11-27T08:15",
      "2026-11-27T08:30",
    ]);
  });

  it.each(["away", "claims"])("leaves out what overlaps %s, but not what touches it", (kind) => {
    const taken = [{ startsAt: at("2026-11-27T08:00Z"), endsAt: at("2026-11-27T08:30Z") }];

    expect(iso(freeStarts({ ...question, [kind]: taken }))).toEqual(["2026-11-27T08:30"]);
  });

  it("keeps the time around it free of other appointments, but not of a day's end or a break", () => {
    const shape = { ...lasting(15), bufferBeforeMinutes: 15, bufferAfterMinutes: 15 };
    const taken = [{ startsAt: at("2026-11-27T08:15Z"), endsAt: at("2026-11-27T08:30Z") }];

    expect(iso(freeStarts({ ...question, shape, claims: taken }))).toEqual(["2026-11-27T08:45"]);
    expect(iso(freeStarts({ ...question, shape, away: taken }))).toEqual([
      "2026-11-27T08:00",
      "2026-11-27T08:30",
      "2026-11-27T08:45",
    ]);
  });

  it("spaces the starts as the service wants them", () => {
    const shape = { ...lasting(20), stepMinutes: 20 };

    expect(iso(freeStarts({ ...question, shape }))).toEqual([
      "2026-11-27T08:00",
      "2026-11-27T08:20",
      "2026-11-27T08:40",
    ]);
  });

  it("offers nothing before `from`", () => {
    const from = at("2026-11-27T08:20Z");

    expect(iso(freeStarts({ ...question, from }))).toEqual(["2026-11-27T08:30"]);
  });

  it.each([
    ["2026-03-29", "has 23 hours", 23 * 4],
    ["2026-10-25", "has 25 hours", 25 * 4],
    ["2026-11-27", "has 24 hours", 24 * 4],
  ])("counts the hours of %s, which %s", (day, _words, quarters) => {
    const starts = freeStarts({
      timeZone: berlin,
      workingHours: everyDay(0, 1440),
      away: [],
      claims: [],
      shape: lasting(15),
      from: at(`${day}T00:00:00Z`),
      until: at(`${day}T23:59:00Z`),
    });
    const local = starts.filter((start) =>
      start.toLocaleDateString("sv", { timeZone: berlin }).startsWith(day),
    );
    const wholeDay = openRanges({
      timeZone: berlin,
      workingHours: everyDay(0, 1440),
      from: at(`${day}T12:00:00Z`),
      until: at(`${day}T12:00:00Z`),
    })[0];

    expect(new Set(starts.map(Number)).size).toBe(starts.length);
    expect(local.length).toBeGreaterThan(80);
    expect((Number(wholeDay?.endsAt) - Number(wholeDay?.startsAt)) / 900_000).toBe(quarters);
  });

  it("opens at nine on the wall clock on both sides of a change of clocks", () => {
    const starts = freeStarts({
      ...question,
      shape: lasting(60),
      from: at("2026-03-28T00:00Z"),
      until: at("2026-03-30T00:00Z"),
    });

    expect(iso(starts)).toEqual(["2026-03-28T08:00", "2026-03-29T07:00"]);
  });
});

describe("isInsideHours", () => {
  const open = openRanges({ timeZone: berlin, workingHours: everyDay(540, 600), ...friday });

  it.each([
    ["2026-11-27T08:00Z", "2026-11-27T09:00Z", true],
    ["2026-11-27T07:59Z", "2026-11-27T08:30Z", false],
    ["2026-11-27T08:30Z", "2026-11-27T09:01Z", false],
  ])("%s to %s: %s", (startsAt, endsAt, expected) => {
    expect(isInsideHours({ startsAt: at(startsAt), endsAt: at(endsAt) }, open)).toBe(expected);
  });
});

describe("openRanges", () => {
  it("makes one stretch of hours that touch, also over midnight", () => {
    const workingHours = [
      { weekday: 5, opensMinute: 540, closesMinute: 720 },
      { weekday: 5, opensMinute: 720, closesMinute: 1440 },
      { weekday: 6, opensMinute: 0, closesMinute: 60 },
    ];
    const until = at("2026-11-28T12:00Z");

    expect(openRanges({ timeZone: berlin, workingHours, from: friday.from, until })).toEqual([
      { startsAt: at("2026-11-27T08:00Z"), endsAt: at("2026-11-28T00:00Z") },
    ]);
  });
});

describe("closedRanges", () => {
  it("closes whole days of the branch's zone, the shortest and the longest, too", () => {
    const closures = [
      { firstDay: "2026-03-29", lastDay: "2026-03-29" },
      { firstDay: "2026-12-24", lastDay: "2026-12-26" },
    ];

    expect(closedRanges(closures, berlin)).toEqual([
      { startsAt: at("2026-03-28T23:00Z"), endsAt: at("2026-03-29T22:00Z") },
      { startsAt: at("2026-12-23T23:00Z"), endsAt: at("2026-12-26T23:00Z") },
    ]);
  });
});

describe("nearestStarts", () => {
  it("gives the three closest, in order of time", () => {
    const starts = ["08:00", "09:00", "10:00", "13:00"].map((time) => at(`2026-11-27T${time}Z`));

    expect(iso(nearestStarts(starts, at("2026-11-27T09:10Z"), 3))).toEqual([
      "2026-11-27T08:00",
      "2026-11-27T09:00",
      "2026-11-27T10:00",
    ]);
  });
});

import { describe, expect, it } from "vitest";

import {
  readDate,
  readMinutes,
  readMoment,
  readTime,
  slashOrderOf,
} from "@/lib/imports/service/read-moment";

describe("a day in a file", () => {
  it.each([
    ["24.11.2026", "2026-11-24"],
    ["1.3.27", "2027-03-01"],
    ["2026-11-24", "2026-11-24"],
    ["24. November 2026", "2026-11-24"],
    ["3. März 2027", "2027-03-03"],
    ["Nov 24, 2026", "2026-11-24"],
    ["24 Dec 2026", "2026-12-24"],
    ["29.2.2028", "2028-02-29"],
  ])("is read however people write it: %s", (text, day) => {
    expect(readDate(text, null)).toEqual({ day });
  });

  it.each(["31.2.2027", "29.2.2027", "2026-13-01", "morgen", "", "1.1.", "24.11.226", "=1+1"])(
    "is refused where there is no such day: %s",
    (text) => {
      expect(readDate(text, null)).toEqual({ problem: "date-unreadable" });
    },
  );

  it("with slashes is read as the rest of the file is, and not guessed", () => {
    expect(slashOrderOf(["03/04/2027", "25/12/2026 10:00"])).toBe("day-first");
    expect(slashOrderOf(["03/04/2027", "12/25/2026, 10:00"])).toBe("month-first");
    expect(slashOrderOf(["03/04/2027", ""])).toBeNull();
    expect(readDate("03/04/2027", "day-first")).toEqual({ day: "2027-04-03" });
    expect(readDate("03/04/2027", "month-first")).toEqual({ day: "2027-03-04" });
    expect(readDate("03/04/2027", null)).toEqual({ problem: "date-ambiguous" });
    expect(readDate("04/04/2027", null)).toEqual({ day: "2027-04-04" });
  });
});

describe("a time in a file", () => {
  it.each([
    ["14:30", "14:30"],
    ["9.05 Uhr", "09:05"],
    ["9 Uhr", "09:00"],
    ["2:30 PM", "14:30"],
    ["12 am", "00:00"],
    ["12:15 p.m.", "12:15"],
    ["08:00:00", "08:00"],
  ])("is read however people write it: %s", (text, time) => {
    expect(readTime(text)).toBe(time);
  });

  it.each(["24:00", "9", "13 pm", "0 am", "9:60", "abends", "", "-1:00"])(
    "is refused where the clock does not show it: %s",
    (text) => {
      expect(readTime(text)).toBeNull();
    },
  );

  it("stands with its day, alone, or with an offset", () => {
    const wall = (at: string) => ({
      moment: { wall: at, timeZone: null },
      day: at.slice(0, 10),
    });

    expect(readMoment({ text: "24.11.2026, 14:30 Uhr", day: null }, null)).toEqual(
      wall("2026-11-24T14:30"),
    );
    expect(readMoment({ text: "2026-11-24T14:30", day: null }, null)).toEqual(
      wall("2026-11-24T14:30"),
    );
    expect(readMoment({ text: "14:30", day: "2026-11-24" }, null)).toEqual(
      wall("2026-11-24T14:30"),
    );
    expect(readMoment({ text: "2026-11-24T14:30:00+02:00", day: null }, null)).toEqual({
      moment: { instant: "2026-11-24T12:30:00Z" },
      day: null,
    });
    expect(readMoment({ text: "14:30", day: null }, null)).toEqual({ problem: "date-unreadable" });
    expect(readMoment({ text: "24.11.2026", day: null }, null)).toEqual({
      problem: "time-unreadable",
    });
    expect(readMoment({ text: "2026-13-24T14:30:00Z", day: null }, null)).toEqual({
      problem: "date-unreadable",
    });
  });
});

it.each([
  ["45", 45],
  ["45 min", 45],
  ["1:30", 90],
  ["1 Std.", 60],
  ["2 hours", 120],
  ["lang", null],
  ["99999", null],
  ["", null],
])("a length is read in minutes: %s", (text, minutes) => {
  expect(readMinutes(text)).toBe(minutes);
});

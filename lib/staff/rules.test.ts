import { describe, expect, it } from "vitest";

import { overlappingHours, toMinute, toRange, toTime } from "@/lib/staff/rules";

describe("overlappingHours", () => {
  const at = (weekday: number, opensMinute: number, closesMinute: number) => ({
    weekday,
    opensMinute,
    closesMinute,
  });

  it("lets stretches touch, and days be alike", () => {
    expect(overlappingHours([at(1, 540, 720), at(1, 720, 1080), at(2, 540, 720)])).toEqual([]);
  });

  it("names the second of two that share a minute", () => {
    expect(overlappingHours([at(1, 540, 721), at(2, 540, 720), at(1, 720, 1080)])).toEqual([2]);
  });
});

describe("times of a day", () => {
  it("are minutes, and midnight at the end of a stretch is the end of its day", () => {
    expect([toMinute("09:30"), toMinute("00:00"), toMinute("00:00", true)]).toEqual([570, 0, 1440]);
    expect([toTime(570), toTime(0), toTime(1440)]).toEqual(["09:30", "00:00", "00:00"]);
  });
});

describe("toRange", () => {
  it("takes whole days of the venue, also when the clock changes", () => {
    const days = { firstDay: "2026-10-25", lastDay: "2026-10-25", from: "", until: "" };

    expect(toRange(days, "Europe/Berlin")).toEqual({
      startsAt: new Date("2026-10-24T22:00:00Z"),
      endsAt: new Date("2026-10-25T23:00:00Z"),
    });
  });

  it("begins and ends at the times that are given", () => {
    const days = { firstDay: "2026-12-01", lastDay: "2026-12-02", from: "14:00", until: "09:15" };

    expect(toRange(days, "Europe/Berlin")).toEqual({
      startsAt: new Date("2026-12-01T13:00:00Z"),
      endsAt: new Date("2026-12-02T08:15:00Z"),
    });
  });
});

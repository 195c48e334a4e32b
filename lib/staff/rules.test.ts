import { describe, expect, it } from "vitest";

import { formatDays } from "@/lib/shared/format";
import { overlappingHours, toMinute, toRange, toTime, wholeDays } from "@/lib/staff/rules";

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

const berlin = { locale: "de", timeZone: "Europe/Berlin" } as const;
const said = (startsAt: string, endsAt: string, reader: Parameters<typeof formatDays>[1]) => {
  const days = wholeDays({ startsAt, endsAt }, reader.timeZone);

  return days === null ? null : formatDays(days, reader);
};

describe("an absence", () => {
  it("of whole days is said by its days", () => {
    const [from, until] = ["2026-12-09T23:00:00Z", "2026-12-12T23:00:00Z"] as const;

    expect(said(from, until, berlin)).toBe("10.–12. Dezember 2026");
    expect(said(from, until, { ...berlin, locale: "en" })).toMatch(/^10\W–\W12 December 2026$/);
    expect(said(from, "2026-12-10T23:00:00Z", berlin)).toBe("10. Dezember 2026");
  });

  it("is of whole days by the venue's clock alone, also where a day begins at one", () => {
    const [from, until] = ["2026-12-09T23:00:00Z", "2026-12-12T23:00:00Z"] as const;
    expect(said(from, until, { locale: "de", timeZone: "Europe/London" })).toBeNull();
    expect(said(from, "2026-12-12T17:00:00Z", berlin)).toBeNull();
    expect(said("2026-12-10T08:00:00Z", until, berlin)).toBeNull();

    // In Cairo the clock went from midnight to one on 24 April 2026.
    const cairo = { locale: "en", timeZone: "Africa/Cairo" } as const;
    expect(said("2026-04-23T22:00:00Z", "2026-04-24T21:00:00Z", cairo)).toBe("24 April 2026");
  });
});

import { describe, expect, it } from "vitest";

import { TimeSkipped } from "@/lib/appointments/errors";
import { instantOf } from "@/lib/appointments/service/typed-time";

const inBerlin = (day: string, time: string) =>
  instantOf({ day, time, timeZone: "Europe/Berlin" }).toISOString();

describe("a time that somebody has typed", () => {
  it("is the venue's, in winter, in summer and elsewhere", () => {
    expect(inBerlin("2027-01-15", "10:07")).toBe("2027-01-15T09:07:00.000Z");
    expect(inBerlin("2027-07-15", "10:07")).toBe("2027-07-15T08:07:00.000Z");
    const inTokyo = instantOf({ day: "2027-01-15", time: "00:30", timeZone: "Asia/Tokyo" });
    expect(inTokyo.toISOString()).toBe("2027-01-14T15:30:00.000Z");
  });

  it("is the first of two when the clock is put back, and none when it is put forward", () => {
    expect(inBerlin("2027-10-31", "02:30")).toBe("2027-10-31T00:30:00.000Z");
    expect(() => inBerlin("2027-03-28", "02:30")).toThrow(TimeSkipped);
    expect(inBerlin("2027-03-28", "03:00")).toBe("2027-03-28T01:00:00.000Z");
  });
});

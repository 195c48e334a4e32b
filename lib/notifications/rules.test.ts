import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { decideReminder, type ReminderRules, reminderTime } from "@/lib/notifications/rules";

const rules = (change: Partial<ReminderRules> = {}): ReminderRules => ({
  hours: 24,
  quietFromMinute: 21 * 60,
  quietUntilMinute: 8 * 60,
  timeZone: "Europe/Berlin",
  ...change,
});
const due = (startsAt: string, change: Partial<ReminderRules> = {}) =>
  reminderTime(new Date(startsAt), rules(change)).toISOString();

describe("when a reminder is due", () => {
  it.each([
    ["a day before", "2027-03-10T09:00:00Z", {}, "2027-03-09T09:00:00.000Z"],
    ["some hours before", "2027-03-10T14:00:00Z", { hours: 3 }, "2027-03-10T11:00:00.000Z"],
    ["before the evening's quiet", "2027-03-10T21:30:00Z", {}, "2027-03-09T19:45:00.000Z"],
    ["before the night's quiet", "2027-03-10T06:30:00Z", {}, "2027-03-08T19:45:00.000Z"],
    ["as the quiet ends", "2027-03-10T07:00:00Z", {}, "2027-03-09T07:00:00.000Z"],
    ["as it begins", "2027-03-10T20:00:00Z", {}, "2027-03-09T19:45:00.000Z"],
    [
      "before a quiet at noon",
      "2027-03-10T11:30:00Z",
      { quietFromMinute: 720, quietUntilMinute: 840 },
      "2027-03-09T10:45:00.000Z",
    ],
    [
      "at night where nothing is quiet",
      "2027-03-10T02:00:00Z",
      { quietFromMinute: 0, quietUntilMinute: 0 },
      "2027-03-09T02:00:00.000Z",
    ],
    [
      "on the customer's clock",
      "2027-03-10T09:00:00Z",
      { timeZone: "America/New_York" },
      "2027-03-09T01:45:00.000Z",
    ],
    ["after the night without an hour", "2027-03-29T06:30:00Z", {}, "2027-03-28T06:30:00.000Z"],
    ["after the hour that came twice", "2027-11-01T06:30:00Z", {}, "2027-10-30T18:45:00.000Z"],
  ])("%s", (_what, startsAt, change, at) => {
    expect(due(startsAt, change)).toBe(at);
  });

  it("is never quiet, never later than asked, and never a day earlier, on any day of the year", () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2027-01-01"), max: new Date("2028-01-01"), noInvalidDate: true }),
        fc.record({
          hours: fc.integer({ min: 1, max: 168 }),
          quietFromMinute: minute,
          quietUntilMinute: minute,
        }),
        fc.constantFrom(
          "Europe/Berlin",
          "America/New_York",
          "Asia/Kathmandu",
          "Australia/Lord_Howe",
        ),
        (startsAt, asked, timeZone) => {
          const at = reminderTime(startsAt, { ...asked, timeZone });
          const wanted = startsAt.getTime() - asked.hours * 3_600_000;

          expect(at.getTime()).toBeLessThanOrEqual(wanted);
          expect(wanted - at.getTime()).toBeLessThanOrEqual(25.5 * 3_600_000);
        },
      ),
    );
  });
});

describe("what is done about a reminder", () => {
  const startsAt = new Date("2027-03-10T09:00:00Z");
  const decide = (now: string, toldAt = "2027-02-01T09:00:00Z") =>
    decideReminder({ startsAt, toldAt: new Date(toldAt), now: new Date(now) }, rules());

  it("waits for its time", () => {
    expect(decide("2027-03-09T08:59:59Z")).toBe("wait");
    expect(decide("2027-03-09T09:00:00Z")).toBe("send");
  });

  it("waits for the end of quiet hours when it is late", () => {
    expect(decide("2027-03-09T22:00:00Z")).toBe("wait");
    expect(decide("2027-03-10T07:00:00Z")).toBe("send");
  });

  it("is not sent to somebody who has just booked, and is to somebody who booked before it was due", () => {
    expect(decide("2027-03-09T12:01:00Z", "2027-03-09T12:00:00Z")).toBe("none");
    expect(decide("2027-03-09T14:00:00Z", "2027-03-09T12:00:00Z")).toBe("send");
    expect(decide("2027-03-09T09:01:00Z", "2027-03-09T08:59:00Z")).toBe("send");
  });
});

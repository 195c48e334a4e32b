import { sync, type VEvent } from "node-ical";
import { describe, expect, it, vi } from "vitest";

import { type CalendarEntry, calendarFile } from "@/lib/notifications/service/calendar-file";

const entry = (change: Partial<CalendarEntry> = {}): CalendarEntry => ({
  appointmentId: "01960000-0000-7000-8000-000000000002",
  version: 2,
  isCancelled: false,
  startsAt: "2027-03-11T12:00:00.000Z",
  endsAt: "2027-03-11T12:45:00.000Z",
  summary: "Damenhaarschnitt, Salon am Kiez",
  location: "Kastanienallee 82, 10435 Berlin",
  organiser: { name: "Salon am Kiez", email: "termine@example.org" },
  attendee: { name: "Marlene Fischer", email: "marlene@example.org" },
  ...change,
});

/** As a calendar program reads it. */
function read(change: Partial<CalendarEntry> = {}): VEvent & { sequence: string } {
  const events = Object.values(sync.parseICS(calendarFile(entry(change)).content)).filter(
    (component) => component?.type === "VEVENT",
  );
  expect(events).toHaveLength(1);

  return events[0] as VEvent & { sequence: string };
}

describe("the calendar file of an appointment", () => {
  it("is one entry with the appointment's time, place and company", () => {
    const event = read();

    expect(event).toMatchObject({
      summary: "Damenhaarschnitt, Salon am Kiez",
      location: "Kastanienallee 82, 10435 Berlin",
      status: "CONFIRMED",
    });
    expect(event.start.toISOString()).toBe("2027-03-11T12:00:00.000Z");
    expect(event.end?.toISOString()).toBe("2027-03-11T12:45:00.000Z");
  });

  it("stays the same entry over its versions, so that a calendar replaces it", () => {
    const versions = [1, 2, 3].map((version) =>
      read({
        version,
        startsAt: `2027-03-1${version}T12:00:00.000Z`,
        endsAt: `2027-03-1${version}T13:00:00.000Z`,
      }),
    );

    expect(new Set(versions.map(({ uid }) => uid)).size).toBe(1);
    expect(versions.map(({ sequence }) => Number(sequence))).toEqual([1, 2, 3]);
  });

  it("asks the calendar to keep it, or to take it out", () => {
    const kept = calendarFile(entry());
    const gone = calendarFile(entry({ isCancelled: true }));

    expect([/METHOD:.*/.exec(kept.content)?.[0].trim(), kept.contentType]).toEqual([
      "METHOD:REQUEST",
      "text/calendar; charset=utf-8; method=REQUEST",
    ]);
    expect([/METHOD:.*/.exec(gone.content)?.[0].trim(), gone.contentType]).toEqual([
      "METHOD:CANCEL",
      "text/calendar; charset=utf-8; method=CANCEL",
    ]);
    expect(read({ isCancelled: true }).status).toBe("CANCELLED");
  });

  it.each([
    ["the last hour of winter time", "2027-03-28T00:30:00.000Z", "2027-03-28T01:30:00.000Z"],
    ["the hour that comes twice", "2027-10-31T00:30:00.000Z", "2027-10-31T01:30:00.000Z"],
    ["a summer's day", "2027-07-01T08:00:00.000Z", "2027-07-01T08:45:00.000Z"],
  ])("is right in %s", (_when, startsAt, endsAt) => {
    const event = read({ startsAt, endsAt });

    expect([event.start.toISOString(), event.end?.toISOString()]).toEqual([startsAt, endsAt]);
  });

  it("keeps what somebody typed inside its line", () => {
    const hostile = "Schnitt\r\nEND:VEVENT\r\nATTENDEE:mailto:mallory@example.org; x, y\\";
    const attendee = { name: hostile, email: "marlene@example.org" };
    const change = { summary: hostile, location: hostile, attendee };
    const { content } = calendarFile(entry(change));

    const lines = content.replaceAll(/\r?\n[ \t]/g, "").split(/\r?\n/);
    const [invited, ...more] = lines.filter((line) => /^(ATTENDEE|END:VEVENT)/.test(line));
    expect(invited).toMatch(/:mailto:marlene@example\.org$/i);
    expect(more).toEqual(["END:VEVENT"]);
  });

  it("is the same to the byte for the same state, so that a mail can be sent again", () => {
    vi.useFakeTimers({ now: new Date("2027-03-01T08:00:00Z") });
    const first = calendarFile(entry());
    vi.setSystemTime(new Date("2027-03-02T08:00:00Z"));

    expect(calendarFile(entry())).toEqual(first);
    vi.useRealTimers();
  });
});

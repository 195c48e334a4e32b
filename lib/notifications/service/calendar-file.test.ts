import ICAL from "ical.js";
import { sync, type VEvent } from "node-ical";
import { describe, expect, it, vi } from "vitest";

import { type CalendarEntry, calendarFile } from "@/lib/notifications/service/calendar-file";

const entry = (change: Partial<CalendarEntry> = {}): CalendarEntry => ({
  appointmentId: "01960000-0000-7000-8000-000000000002",
  version: 2,
  isCancelled: false,
  changedAt: "2027-03-01T10:00:00.000Z",
  startsAt: "2027-03-11T12:00:00.000Z",
  endsAt: "2027-03-11T12:45:00.000Z",
  summary: "Damenhaarschnitt, Salon am Kiez",
  location: "Kastanienallee 82, 10435 Berlin",
  organiser: { name: "Salon am Kiez", email: "termine@example.org" },
  attendee: { name: "Marlene Fischer", email: "marlene@example.org" },
  ...change,
});

type Read = {
  uid: string;
  sequence: number;
  status: string;
  summary: string;
  location: string;
  start: string;
  end: string;
  method: string;
  attendees: string[];
};

/** As two calendar programs that know nothing of each other read it. */
const PARSERS = { "node-ical": byNodeIcal, "ical.js": byIcalJs };

function byNodeIcal(content: string): Read {
  const calendar = sync.parseICS(content);
  const events = Object.values(calendar).filter((component) => component?.type === "VEVENT");
  expect(events).toHaveLength(1);
  const event = events[0] as VEvent & { sequence: string; method: string };
  const attendees = [event.attendee ?? []].flat() as { val: string }[];

  return {
    uid: event.uid,
    sequence: Number(event.sequence),
    status: String(event.status),
    summary: event.summary as string,
    location: event.location as string,
    start: event.start.toISOString(),
    end: event.end?.toISOString() ?? "",
    method: event.method,
    attendees: attendees.map(({ val }) => val.toLowerCase()),
  };
}

function byIcalJs(content: string): Read {
  const calendar = new ICAL.Component(ICAL.parse(content) as unknown[]);
  const events = calendar.getAllSubcomponents("vevent");
  expect(events).toHaveLength(1);
  const component = events[0]!;
  const event = new ICAL.Event(component, { strictExceptions: true });

  return {
    uid: event.uid,
    sequence: event.sequence,
    status: String(component.getFirstPropertyValue("status")),
    summary: event.summary,
    location: event.location,
    start: event.startDate.toJSDate().toISOString(),
    end: event.endDate.toJSDate().toISOString(),
    method: String(calendar.getFirstPropertyValue("method")),
    attendees: event.attendees.map((attendee) => String(attendee.getFirstValue()).toLowerCase()),
  };
}

/** What both agree on. */
function read(change: Partial<CalendarEntry> = {}): Read {
  const { content } = calendarFile(entry(change));
  const [one, other] = Object.values(PARSERS).map((parse) => parse(content));
  expect(one).toEqual(other);

  return one!;
}

describe("the calendar file of an appointment", () => {
  it("is one entry with the appointment's time, place and company", () => {
    const event = read();

    expect(event).toMatchObject({
      summary: "Damenhaarschnitt, Salon am Kiez",
      location: "Kastanienallee 82, 10435 Berlin",
      status: "CONFIRMED",
    });
    expect(event).toMatchObject({
      start: "2027-03-11T12:00:00.000Z",
      end: "2027-03-11T12:45:00.000Z",
      uid: "01960000-0000-7000-8000-000000000002@terminportal",
      method: "REQUEST",
      attendees: ["mailto:marlene@example.org"],
    });
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
    expect(versions.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
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
    expect(read({ isCancelled: true })).toMatchObject({ status: "CANCELLED", method: "CANCEL" });
  });

  it("comes back under the same entry after it was cancelled", () => {
    const story = [
      read({ version: 1 }),
      read({ version: 2, isCancelled: true }),
      read({ version: 3 }),
    ];

    expect(story.map(({ method, sequence, status }) => [method, sequence, status])).toEqual([
      ["REQUEST", 1, "CONFIRMED"],
      ["CANCEL", 2, "CANCELLED"],
      ["REQUEST", 3, "CONFIRMED"],
    ]);
    expect(new Set(story.map(({ uid }) => uid)).size).toBe(1);
  });

  it.each([
    ["the hour that does not come", "2027-03-28T00:59:00.000Z", "2027-03-28T01:00:00.000Z"],
    ["the last hour of winter time", "2027-03-28T00:30:00.000Z", "2027-03-28T01:30:00.000Z"],
    ["the hour that comes twice", "2027-10-31T00:30:00.000Z", "2027-10-31T01:30:00.000Z"],
    ["a summer's day", "2027-07-01T08:00:00.000Z", "2027-07-01T08:45:00.000Z"],
  ])("is right in %s", (_when, startsAt, endsAt) => {
    const event = read({ startsAt, endsAt });

    expect([event.start, event.end]).toEqual([startsAt, endsAt]);
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

  it("says when this state was made", () => {
    expect(calendarFile(entry()).content).toContain("DTSTAMP:20270301T100000Z");
  });

  it("is the same to the byte for the same state, so that a mail can be sent again", () => {
    vi.useFakeTimers({ now: new Date("2027-03-01T08:00:00Z") });
    const first = calendarFile(entry());
    vi.setSystemTime(new Date("2027-03-02T08:00:00Z"));

    expect(calendarFile(entry())).toEqual(first);
    vi.useRealTimers();
  });
});

import { describe, expect, it } from "vitest";

import { ImportTooLong, ImportWithoutAppointments } from "@/lib/imports/errors";
import { isCalendar, readCalendar } from "@/lib/imports/service/read-calendar";

const calendar = (...events: string[]) =>
  [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Test//EN",
    ...events.flatMap((event) => ["BEGIN:VEVENT", event, "END:VEVENT"]),
    "END:VCALENDAR",
  ].join("\r\n");
const problemsOf = (...events: string[]) =>
  readCalendar(calendar(...events)).map(({ problem }) => problem);

describe("a calendar file", () => {
  it("says when, what, and who", () => {
    const [read] = readCalendar(
      calendar(
        [
          "UID:1",
          "DTSTART;TZID=Europe/Berlin:20261124T143000",
          "DTEND;TZID=Europe/Berlin:20261124T151500",
          "SUMMARY:Damenhaarschnitt\\, kurz",
          "DESCRIPTION:mag Ruhe",
          "STATUS:TENTATIVE",
          "ATTENDEE;CN=Anna Berg:mailto:anna@example.org",
          'ORGANIZER;CN="Lena Hofmann":mailto:lena@example.org',
        ].join("\r\n"),
      ),
    );

    expect(read).toMatchObject({
      line: 1,
      starts: { wall: "2026-11-24T14:30", timeZone: "Europe/Berlin" },
      ends: { wall: "2026-11-24T15:15", timeZone: "Europe/Berlin" },
      service: "Damenhaarschnitt, kurz",
      notes: "mag Ruhe",
      status: "pending",
      people: [
        { name: "Anna Berg", email: "anna@example.org" },
        { name: "Lena Hofmann", email: "lena@example.org" },
      ],
      problem: null,
    });
  });

  it("tells time as an instant, in a zone by any of its names, or wherever the branch is", () => {
    const starts = [
      "DTSTART:20261124T143000Z",
      "DTSTART:20261124T143000",
      "DTSTART;TZID=W. Europe Standard Time:20261124T143000",
      "DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Vienna:20261124T143000",
    ].map((line, index) => `UID:${String(index)}\r\n${line}\r\nDURATION:PT1H30M`);
    const read = readCalendar(calendar(...starts));

    expect(read.map((one) => one.starts)).toEqual([
      { instant: "2026-11-24T14:30:00Z" },
      { wall: "2026-11-24T14:30", timeZone: null },
      { wall: "2026-11-24T14:30", timeZone: "Europe/Berlin" },
      { wall: "2026-11-24T14:30", timeZone: "Europe/Vienna" },
    ]);
    expect(read.map(({ minutes }) => minutes)).toEqual([90, 90, 90, 90]);
  });

  it("names what is no appointment, event by event", () => {
    expect(
      problemsOf(
        "UID:a\r\nDTSTART;VALUE=DATE:20261224",
        "UID:b\r\nDTSTART:20261124T143000Z\r\nRRULE:FREQ=SECONDLY;COUNT=999999999",
        "UID:c\r\nDTSTART;TZID=Middle-earth/Shire:20261124T143000",
        "UID:d\r\nSUMMARY:Ohne Zeit",
        "UID:e\r\nDTSTART:20260230T143000Z",
        "UID:f\r\nDTSTART:quatsch",
        "UID:g\r\nDTSTART:20261124T143000Z\r\nDURATION:lang",
        "UID:h\r\nDTSTART:20261124T143000Z",
        "UID:h\r\nDTSTART:20261125T143000Z",
      ),
    ).toEqual([
      "event-all-day",
      "event-comes-again",
      "zone-unknown",
      "date-unreadable",
      "event-unreadable",
      "date-unreadable",
      "duration-unreadable",
      null,
      "event-twice",
    ]);
  });

  it("with a length of a gigabyte's digits is named, too", () => {
    const [problem] = problemsOf(
      `UID:a\r\nDTSTART:20261124T143000Z\r\nDURATION:PT${"9".repeat(1_000_000)}S`,
    );

    expect(problem).toBe("duration-unreadable");
  });

  it.each([
    ["a million parameters", `DTSTART${";A=B".repeat(450_000)}:20270101T100000`],
    ["a zone without an end", `DTSTART;TZID=${"A".repeat(1_900_000)}:20270101T100000`],
    ["thousands of calendars in one another", "BEGIN:VEVENT\r\n".repeat(100_000)],
  ])("with %s is refused before anybody has to wait for it", (_what, line) => {
    expect(() => readCalendar(calendar(line))).toThrow();
  });

  it("is told from a table, and refused when it is neither", () => {
    expect(isCalendar(`\uFEFF\r\n${calendar()}`)).toBe(true);
    expect(isCalendar("Datum;Uhrzeit;Name")).toBe(false);
    expect(() => readCalendar(calendar())).toThrow(ImportWithoutAppointments);
    expect(() => readCalendar("BEGIN:VCALENDAR\r\nEND:VEVENT")).toThrow(ImportWithoutAppointments);
    expect(() => readCalendar("BEGIN:VCALENDAR\r\nquatsch")).toThrow(ImportWithoutAppointments);
    expect(() => readCalendar(calendar(...Array<string>(5001).fill("UID:1")))).toThrow(
      ImportTooLong,
    );
  });
});

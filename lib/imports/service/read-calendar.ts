import "server-only";

import ICAL from "ical.js";

import { ImportTooLong, ImportWithoutAppointments } from "@/lib/imports/errors";
import {
  type ImportedPerson,
  type ImportedStatus,
  type Moment,
  MOST_ROWS,
  type ReadAppointment,
} from "@/lib/imports/schema";
import { minutesOf, momentOf, writtenIn } from "@/lib/imports/service/event-time";
import { shortened } from "@/lib/shared/shortened";

/** More people than any appointment has. */
const MOST_PEOPLE = 20;
const LONGEST_TEXT = 500;
const LONGEST_LINE = 10_000;

/** Whether a text is a calendar and no table. */
export function isCalendar(text: string): boolean {
  return /^\uFEFF?\s*BEGIN:VCALENDAR/i.test(text);
}

/**
 * The events of a calendar file, each with what cannot be read of it. Events of a whole day and those that
 * come again are no appointments: they are named, and left out.
 *
 * @throws ImportWithoutAppointments
 * @throws ImportTooLong
 */
export function readCalendar(text: string): ReadAppointment[] {
  const events = parseEvents(text.replace(/^\uFEFF/, ""));
  if (events.length === 0) throw new ImportWithoutAppointments();
  if (events.length > MOST_ROWS) {
    throw new ImportTooLong({ params: { count: events.length, max: MOST_ROWS } });
  }
  const seen = new Set<string>();

  return events.map((event, index) => {
    const read = toAppointment(event, index + 1);
    const uid = `${textOf(event, "uid")} ${textOf(event, "recurrence-id")}`;
    const isTwice = textOf(event, "uid") !== "" && seen.has(uid);
    seen.add(uid);

    return isTwice ? { ...read, problem: read.problem ?? "event-twice" } : read;
  });
}

function parseEvents(text: string): ICAL.Component[] {
  try {
    const parsed = ICAL.parse(shortLines(text)) as unknown[];
    const roots = parsed[0] === "vcalendar" ? [parsed] : (parsed as unknown[][]);

    return roots.flatMap((root) => new ICAL.Component(root).getAllSubcomponents("vevent"));
  } catch (error) {
    throw new ImportWithoutAppointments({ cause: error });
  }
}

/** The parser takes a line with a million parameters apart for minutes; no line that counts is as long. */
function shortLines(text: string): string {
  return text
    .replaceAll(/\r?\n[ \t]/g, "")
    .split(/\r?\n/)
    .map((line) => shortened(line, LONGEST_LINE))
    .join("\r\n");
}

const NOTHING = {
  starts: null,
  ends: null,
  minutes: null,
  staff: "",
  customer: { name: "", email: "", phone: "" },
  people: [],
  status: null,
};

/** What the parser takes apart only when it is asked may still be nonsense. */
function toAppointment(event: ICAL.Component, line: number): ReadAppointment {
  const service = shortened(textOf(event, "summary"), LONGEST_TEXT);
  const notes = textOf(event, "description");
  const row = { ...NOTHING, line, service, isServiceExact: false, notes };
  try {
    const starts = momentOf(event, "dtstart");
    const ends = momentOf(event, "dtend");
    const minutes = minutesOf(event);
    const problem =
      problemOf(event) ?? [starts, ends, minutes].find((one) => typeof one === "string");
    if (typeof problem === "string") return { ...row, problem };

    return {
      ...row,
      starts: starts as Moment | null,
      ends: ends as Moment | null,
      minutes: minutes as number | null,
      people: peopleOf(event),
      status: statusOf(event),
      problem: starts === null ? "date-unreadable" : null,
    };
  } catch {
    return { ...row, problem: "event-unreadable" };
  }
}

function problemOf(event: ICAL.Component): string | null {
  const comesAgain = ["rrule", "rdate", "exrule", "recurrence-id"];

  return comesAgain.some((name) => event.hasProperty(name)) ? "event-comes-again" : null;
}

function textOf(event: ICAL.Component, name: string): string {
  return writtenIn(event.getFirstProperty(name)).trim();
}

/** Organiser and attendees, as far as they have a name or an address. */
function peopleOf(event: ICAL.Component): ImportedPerson[] {
  const properties = ["attendee", "organizer"].flatMap((name) => event.getAllProperties(name));

  return properties.slice(0, MOST_PEOPLE).flatMap((property) => {
    const email = writtenIn(property)
      .replace(/^mailto:/i, "")
      .trim();
    const name = property.getParameter("cn");
    const person = {
      name: typeof name === "string" ? name.trim() : "",
      email: email.includes("@") ? email : "",
      phone: "",
    };

    return person.name === "" && person.email === "" ? [] : [person];
  });
}

function statusOf(event: ICAL.Component): ImportedStatus | null {
  switch (textOf(event, "status").toUpperCase()) {
    case "CANCELLED":
      return "cancelled";
    case "TENTATIVE":
      return "pending";
    default:
      return null;
  }
}

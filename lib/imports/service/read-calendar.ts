import "server-only";

import ICAL from "ical.js";
import { Temporal } from "temporal-polyfill";

import { ImportTooLong, ImportWithoutAppointments } from "@/lib/imports/errors";
import { shortened } from "@/lib/imports/rules";
import {
  type ImportedPerson,
  type ImportedStatus,
  type Moment,
  MOST_ROWS,
  type ReadAppointment,
} from "@/lib/imports/schema";
import { timeZoneSchema } from "@/lib/shared/schema";

/** More people than any appointment has. */
const MOST_PEOPLE = 20;
const LONGEST_TEXT = 500;
const LONGEST_ZONE = 100;
const LONGEST_LINE = 10_000;

/** What Outlook calls the zones of those who are likely to read this. */
const WINDOWS_ZONES: Record<string, string> = {
  "w. europe standard time": "Europe/Berlin",
  "central europe standard time": "Europe/Budapest",
  "central european standard time": "Europe/Warsaw",
  "romance standard time": "Europe/Paris",
  "gmt standard time": "Europe/London",
  "greenwich standard time": "Atlantic/Reykjavik",
  "gtb standard time": "Europe/Bucharest",
  "e. europe standard time": "Europe/Chisinau",
  "fle standard time": "Europe/Helsinki",
  "turkey standard time": "Europe/Istanbul",
  "eastern standard time": "America/New_York",
  "pacific standard time": "America/Los_Angeles",
};

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

/** As it was written, before the parser has made anything of it. */
function writtenIn(property: ICAL.Property | null): string {
  const [, , , value] = (property?.toJSON() ?? []) as unknown[];

  return typeof value === "string" ? value : "";
}

function textOf(event: ICAL.Component, name: string): string {
  return writtenIn(event.getFirstProperty(name)).trim();
}

/** Null where the event does not say it; a text is what is wrong with it. */
function momentOf(event: ICAL.Component, name: string): Moment | string | null {
  const property = event.getFirstProperty(name);
  if (property === null) return null;
  const value = writtenIn(property);
  if (property.type === "date") return "event-all-day";
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?$/.test(value)) {
    return "date-unreadable";
  }
  // 30 February looks like a day: whoever reads it throws.
  Temporal.PlainDateTime.from(value.replace("Z", ""));
  if (value.endsWith("Z")) return { instant: value };
  const zone = property.getParameter("tzid") as string | undefined;
  const timeZone = zone === undefined ? null : zoneOf(zone);

  return timeZone === undefined ? "zone-unknown" : { wall: value.slice(0, 16), timeZone };
}

/** The IANA name of a zone, also where it is part of a longer one, or Outlook's; undefined for others. */
function zoneOf(tzid: string): string | undefined {
  if (tzid.length > LONGEST_ZONE) return undefined;
  const name = tzid.trim().replace(/^"|"$/g, "");
  const short = /[A-Z][A-Za-z_]+\/[A-Za-z_/+-]+\d*$/.exec(name)?.[0] ?? name;
  const found = WINDOWS_ZONES[name.toLowerCase()] ?? short;

  return timeZoneSchema.safeParse(found).success ? found : undefined;
}

function minutesOf(event: ICAL.Component): number | string | null {
  const property = event.getFirstProperty("duration");
  if (property === null) return null;
  const [, weeks, days, hours, minutes, seconds] =
    /^P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?$/.exec(
      writtenIn(property),
    ) ?? [];
  const parts = [weeks, days, hours, minutes, seconds];
  if (parts.every((part) => part === undefined)) return "duration-unreadable";
  const lengths = [7 * 1440, 1440, 60, 1, 1 / 60];

  return parts.reduce((sum, part, index) => sum + Number(part ?? "0") * (lengths[index] ?? 0), 0);
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

import "server-only";

import ical, { ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from "ical-generator";

import type { Attachment } from "@/lib/platform/mail/message";

export type CalendarEntry = {
  appointmentId: string;
  version: number;
  isCancelled: boolean;
  changedAt: string;
  startsAt: string;
  endsAt: string;
  summary: string;
  location: string;
  organiser: { name: string; email: string };
  /** Whose calendar it is for: a request names whom it asks. */
  attendee: { name: string; email: string };
};

/**
 * An iCalendar file for one state of an appointment: one UID for ever and the version as SEQUENCE,
 * so that a calendar replaces what it has. Times are UTC, which is right across every clock change.
 */
export function calendarFile(entry: CalendarEntry): Attachment {
  const calendar = ical({
    prodId: { company: "Terminportal", product: "Customer portal" },
    method: entry.isCancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
  });
  calendar.createEvent({
    id: `${entry.appointmentId}@terminportal`,
    sequence: entry.version,
    start: new Date(entry.startsAt),
    end: new Date(entry.endsAt),
    // When this state was made: the same state makes the same file, so that a mail can be sent again.
    stamp: new Date(entry.changedAt),
    summary: entry.summary,
    location: entry.location,
    organizer: entry.organiser,
    attendees: [{ ...entry.attendee, status: ICalAttendeeStatus.ACCEPTED, rsvp: false }],
    status: entry.isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  const method = entry.isCancelled ? "CANCEL" : "REQUEST";

  return {
    filename: "termin.ics",
    contentType: `text/calendar; charset=utf-8; method=${method}`,
    content: calendar.toString(),
  };
}

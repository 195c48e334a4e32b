import { createHmac } from "node:crypto";

const MINUTE_MS = 60_000;
const minutes = ({ start, end }) => Math.round((end - start) / MINUTE_MS);

/** A booking as the API tells it (2024-08-13). */
export function toBooking(booking) {
  const { id, uid, status, start, end, eventType, host, attendees, metadata } = booking;
  const { name, email, username, timeZone } = host;
  const [guest] = attendees;

  return {
    id,
    uid,
    title: `${eventType.title} zwischen ${name} und ${guest.name}`,
    description: null,
    hosts: [{ id: host.id, name, email, displayEmail: email, username, timeZone }],
    status,
    start: start.toISOString(),
    end: end.toISOString(),
    duration: minutes(booking),
    eventTypeId: eventType.id,
    eventType: { id: eventType.id, slug: eventType.slug },
    location: booking.location ?? "",
    absentHost: booking.absentHost,
    createdAt: booking.createdAt.toISOString(),
    updatedAt: booking.updatedAt.toISOString(),
    metadata,
    attendees: attendees.map((one) => ({ ...one, displayEmail: one.email })),
    bookingFieldsResponses: { name: guest.name, email: guest.email },
    icsUid: `${uid}@Cal.com`,
    cancellationReason: booking.cancellationReason,
    cancelledByEmail: booking.cancelledByEmail,
    reschedulingReason: booking.reschedulingReason,
    rescheduledByEmail: booking.rescheduledByEmail,
    rescheduledFromUid: booking.rescheduledFromUid,
    rescheduledToUid: booking.rescheduledToUid,
  };
}

function person({ name, email, timeZone, language = "en" }) {
  const [firstName, ...rest] = name.split(" ");
  const names = { name, firstName, lastName: rest.join(" ") };

  return { ...names, email, timeZone, utcOffset: 0, language: { locale: language } };
}

function triggerFields(trigger, booking, { old, rescheduledBy, cancelledBy, requestReschedule }) {
  if (trigger === "BOOKING_CANCELLED") {
    return { cancelledBy, cancellationReason: booking.cancellationReason, requestReschedule };
  }
  if (old === undefined) return {};

  return {
    rescheduleId: old.id,
    rescheduleUid: old.uid,
    rescheduleStartTime: old.start.toISOString(),
    rescheduleEndTime: old.end.toISOString(),
    rescheduledBy,
  };
}

/** What a webhook tells of a booking. */
export function toPayload(trigger, booking, more = {}) {
  const { id, uid, status, start, end, eventType, host, attendees, metadata } = booking;
  if (trigger === "BOOKING_NO_SHOW_UPDATED") {
    const noShows = attendees.map(({ email, absent }) => ({ email, noShow: absent }));

    return { message: "No-show updated", bookingUid: uid, bookingId: id, attendees: noShows };
  }

  return {
    ...{ uid, bookingId: id, type: eventType.slug, title: eventType.title, description: "" },
    ...{ additionalNotes: "", startTime: start.toISOString(), endTime: end.toISOString() },
    organizer: { id: host.id, username: host.username, ...person({ ...host, language: "de" }) },
    attendees: attendees.map(person),
    ...{ location: "", destinationCalendar: null, eventTypeId: eventType.id },
    ...{ eventTitle: eventType.title, eventDescription: "", price: 0, currency: "eur" },
    ...{ requiresConfirmation: eventType.requiresConfirmation, length: minutes(booking) },
    ...{ status: status.toUpperCase(), metadata, iCalUID: `${uid}@Cal.com`, iCalSequence: 0 },
    responses: { name: { label: "your_name", value: attendees[0].name } },
    ...triggerFields(trigger, booking, more),
  };
}

/** How a webhook is signed: no prefix, no time, no id. */
export const signatureOf = (body, secret) =>
  secret ? createHmac("sha256", secret).update(body).digest("hex") : "no-secret-provided";

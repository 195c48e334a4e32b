import { randomBytes } from "node:crypto";

import { hostsOf, isFree } from "./availability.mjs";
import { Refusal } from "./refusal.mjs";

const MINUTE_MS = 60_000;
const NO_HOST = {
  one: "User either already has booking at this time or is not available",
  many: "One of the hosts either already has booking at this time or is not available",
};

const newUid = () => randomBytes(16).toString("base64url");
const end = (start, minutes) => new Date(start.getTime() + minutes * MINUTE_MS);

export function findEventType(state, id) {
  const eventType = state.eventTypes.find((one) => one.id === id);
  if (eventType === undefined) throw new Refusal(404, `Event type with id=${id} not found`);

  return eventType;
}

export function findBooking(state, uid) {
  const booking = state.bookings.get(uid);
  if (booking === undefined) throw new Refusal(404, `Booking with uid=${uid} was not found`);

  return booking;
}

function refuseStart(state, eventType, start) {
  const now = state.now();
  if (start <= now) throw new Refusal(400, "Attempting to book a meeting in the past.");
  if (start < end(now, eventType.minimumBookingNoticeMinutes)) {
    const why = "This could be because it's too soon (violating the minimum booking notice).";
    const what = `The event type can't be booked at the "start" time provided. ${why}`;
    throw new Refusal(400, what);
  }
}

/** The host who is free, the one who had the booking first. */
function chooseHost(state, eventType, { wanted, ...slot }) {
  const hosts = hostsOf(state, eventType);
  const inTurn = [...hosts].sort((one) => (one.id === wanted?.id ? -1 : 0));
  const host = inTurn.find((one) => isFree(state, one, slot));
  if (host === undefined) throw new Refusal(400, hosts.length > 1 ? NO_HOST.many : NO_HOST.one);

  return host;
}

function keep(state, fields) {
  state.lastBookingId += 1;
  const now = state.now();
  const made = { id: state.lastBookingId, uid: newUid(), createdAt: now, updatedAt: now };
  const booking = { absentHost: false, metadata: {}, ...fields, ...made };
  state.bookings.set(booking.uid, booking);

  return booking;
}

export function createBooking(state, input) {
  const eventType = findEventType(state, input.eventTypeId);
  const { lengthInMinutes: minutes = eventType.lengthInMinutes, start } = input;
  if (
    minutes !== eventType.lengthInMinutes &&
    !eventType.lengthInMinutesOptions.includes(minutes)
  ) {
    throw new Refusal(400, "Can't specify 'lengthInMinutes' that the event type does not offer.");
  }
  refuseStart(state, eventType, start);
  const slot = { start, end: end(start, minutes) };
  const { attendee, metadata = {} } = input;
  const booking = keep(state, {
    ...slot,
    ...{ eventType, metadata, host: chooseHost(state, eventType, slot) },
    status: eventType.requiresConfirmation ? "pending" : "accepted",
    attendees: [{ language: "en", ...attendee, absent: false }],
  });
  state.emit(eventType.requiresConfirmation ? "BOOKING_REQUESTED" : "BOOKING_CREATED", booking);

  return booking;
}

function refuseMove(booking) {
  if (["accepted", "pending"].includes(booking.status)) return;
  const { uid, rescheduledToUid: next } = booking;
  const what = `Can't reschedule booking with uid=${uid} because it has been ${booking.status}`;
  const where =
    next === undefined
      ? ". Please provide uid of a booking that is not cancelled."
      : ` and rescheduled already to booking with uid=${next}. You probably want to reschedule ${next} instead by passing it within the request URL.`;
  throw new Refusal(400, `${what}${where}`);
}

/** Makes a new booking of an old one, which is then cancelled and says what became of it. */
export function replaceBooking(state, old, { by, reason, ...fields }) {
  const { uid, eventType, attendees } = old;
  const kept = { eventType, attendees, host: old.host };
  const chain = { rescheduledFromUid: uid, reschedulingReason: reason };
  const moved = keep(state, { ...kept, ...fields, ...chain });
  const past = { status: "cancelled", rescheduledToUid: moved.uid, rescheduledByEmail: by };
  Object.assign(old, { ...past, reschedulingReason: reason, updatedAt: state.now() });
  const trigger = moved.status === "pending" ? "BOOKING_REQUESTED" : "BOOKING_RESCHEDULED";
  state.emit(trigger, moved, { old, rescheduledBy: by });

  return moved;
}

/** The new booking is as long as its event type, whatever the old one was. */
export function rescheduleBooking(state, uid, { start, rescheduledBy, reschedulingReason }) {
  const old = findBooking(state, uid);
  refuseMove(old);
  const { eventType, metadata } = old;
  const isByHost = state.hosts.some(({ email }) => email === rescheduledBy);
  const notice = end(state.now(), eventType.minimumRescheduleNoticeMinutes);
  if (!isByHost && eventType.minimumRescheduleNoticeMinutes > 0 && old.start < notice) {
    const what = "Rescheduling is not allowed within the minimum notice period before the event";
    throw new Refusal(403, what);
  }
  refuseStart(state, eventType, start);
  const slot = { start, end: end(start, eventType.lengthInMinutes) };
  const host = chooseHost(state, eventType, { ...slot, exceptUid: uid, wanted: old.host });
  const status = eventType.requiresConfirmation && !isByHost ? "pending" : "accepted";
  const by = rescheduledBy ?? old.attendees[0].email;

  const fields = { ...slot, host, status, metadata, by, reason: reschedulingReason };

  return replaceBooking(state, old, fields);
}

/** The host says yes to what waits for it. */
export function confirmBooking(state, uid) {
  const booking = findBooking(state, uid);
  if (booking.status !== "pending") {
    throw new Refusal(400, `Booking with uid=${uid} is ${booking.status} and cannot be confirmed`);
  }
  Object.assign(booking, { status: "accepted", updatedAt: state.now() });
  state.emit("BOOKING_CREATED", booking);

  return booking;
}

const REASON_FROM = {
  MANDATORY_BOTH: () => true,
  HOST_ONLY: (isHost) => isHost,
  ATTENDEE_ONLY: (isHost) => !isHost,
  OPTIONAL_BOTH: () => false,
};

export function cancelBooking(state, uid, { cancellationReason, isOwner }) {
  const booking = findBooking(state, uid);
  const { eventType } = booking;
  if (["cancelled", "rejected"].includes(booking.status)) {
    throw new Refusal(400, "This booking has already been cancelled.");
  }
  if (eventType.disableCancelling) {
    throw new Refusal(400, "This event type does not allow cancellations");
  }
  if (!cancellationReason && REASON_FROM[eventType.requiresCancellationReason](isOwner)) {
    throw new Refusal(400, "Cancellation reason is required");
  }
  if (booking.end <= state.now()) {
    throw new Refusal(400, "Cannot cancel a booking that has already ended");
  }
  const cancelledByEmail = isOwner ? state.me.email : booking.attendees[0].email;
  const fields = { status: "cancelled", cancellationReason, cancelledByEmail };
  Object.assign(booking, { ...fields, updatedAt: state.now() });
  const requestReschedule = false;
  state.emit("BOOKING_CANCELLED", booking, { cancelledBy: cancelledByEmail, requestReschedule });

  return booking;
}

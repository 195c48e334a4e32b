import { randomUUID } from "node:crypto";
import { Temporal } from "temporal-polyfill";

import { freeStarts, hostsOf, isFree, isReserved } from "./availability.mjs";
import { findBooking, findEventType } from "./bookings.mjs";
import { readInstant, readNumber } from "./list-bookings.mjs";
import { Refusal } from "./refusal.mjs";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DEFAULT_MINUTES = 5;

const isDay = (text) => /^\d{4}-\d\d-\d\d$/.test(text);

function needed(query, name) {
  const text = query.get(name);
  if (text === null) throw new Refusal(400, `${name} must be a valid ISO 8601 date string`);

  return { text, at: readInstant(name, text) };
}

function readZone(query) {
  const zone = query.get("timeZone") ?? "UTC";
  try {
    Temporal.Now.zonedDateTimeISO(zone);
  } catch {
    throw new Refusal(400, "timeZone must be a valid IANA time-zone");
  }

  return zone;
}

/** How the API writes an instant: as that zone's clock shows it. */
function inZone(at, zone) {
  if (zone === "UTC") return at.toISOString();

  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(zone)
    .toString({ timeZoneName: "never", fractionalSecondDigits: 3 });
}

/** Free times by day. A reservation hides one from everybody; the booking that moves hides nothing. */
export function listSlots(state, query) {
  const eventTypeId = readNumber(query, "eventTypeId", { min: 1 });
  if (eventTypeId === undefined) throw new Refusal(400, "eventTypeId must be an integer number");
  const eventType = findEventType(state, eventTypeId);
  const minutes = readNumber(query, "duration", { min: 1, fallback: eventType.lengthInMinutes });
  const { at: from } = needed(query, "start");
  const last = needed(query, "end");
  const until = isDay(last.text) ? new Date(last.at.getTime() + DAY_MS) : last.at;
  const zone = readZone(query);
  const format = query.get("format") ?? "time";
  if (!["time", "range"].includes(format)) throw new Refusal(400, "format must be time or range");
  const exceptUid = query.get("bookingUidToReschedule") ?? undefined;
  if (exceptUid !== undefined) findBooking(state, exceptUid);

  const days = {};
  for (const slot of freeStarts(state, eventType, { from, until, minutes, exceptUid })) {
    const start = inZone(slot.start, zone);
    const told = format === "range" ? { start, end: inZone(slot.end, zone) } : { start };
    (days[start.slice(0, 10)] ??= []).push(told);
  }

  return days;
}

function toReservation({ uid, eventTypeId, start, end, minutes, until }) {
  return {
    eventTypeId,
    slotStart: start.toISOString(),
    slotEnd: end.toISOString(),
    slotDuration: Math.round((end - start) / MINUTE_MS),
    reservationUid: uid,
    reservationDuration: minutes,
    reservationUntil: until.toISOString(),
  };
}

function readReservation(state, input, { isOwner, exceptUid }) {
  const { eventTypeId, slotStart: start, reservationDuration } = input;
  const eventType = findEventType(state, eventTypeId);
  if (reservationDuration !== undefined && !isOwner) {
    const what = "reservationDuration can only be used for authenticated requests.";
    throw new Refusal(401, what);
  }
  const length = input.slotDuration ?? eventType.lengthInMinutes;
  const end = new Date(start.getTime() + length * MINUTE_MS);
  const slot = { start, end, eventTypeId, exceptUid };
  if (!hostsOf(state, eventType).some((host) => isFree(state, host, { start, end }))) {
    throw new Refusal(422, "Can't reserve a slot if the event is already booked.");
  }
  if (isReserved(state, slot)) {
    const what = "This time slot is already reserved by another user. Please choose another one.";
    throw new Refusal(422, what);
  }
  const minutes = reservationDuration ?? DEFAULT_MINUTES;
  const until = new Date(state.now().getTime() + minutes * MINUTE_MS);

  return { ...slot, minutes, until };
}

const missing = (uid) => new Refusal(404, `Reservation with uid=${uid} not found`);

export const reservations = {
  create(state, input, { isOwner }) {
    const reservation = { ...readReservation(state, input, { isOwner }), uid: randomUUID() };
    state.reservations.set(reservation.uid, reservation);

    return toReservation(reservation);
  },
  get(state, uid) {
    const reservation = state.reservations.get(uid);
    if (reservation === undefined) return null;
    const { reservationDuration: _unsaid, ...told } = toReservation(reservation);

    return told;
  },
  change(state, uid, { input, isOwner }) {
    if (!state.reservations.has(uid)) throw missing(uid);
    const changed = { ...readReservation(state, input, { isOwner, exceptUid: uid }), uid };
    state.reservations.set(uid, changed);

    return toReservation(changed);
  },
  remove(state, uid) {
    if (!state.reservations.delete(uid)) throw missing(uid);
  },
};

import { Temporal } from "temporal-polyfill";

const MINUTE_MS = 60_000;

/** When a host's door is open on the day of an instant (their clock), in milliseconds; null when it is not. */
function hoursOn(host, day) {
  const hours = host.weekly[day.dayOfWeek];
  if (hours === undefined) return null;
  const [opens, closes] = hours.map(
    (plainTime) => day.toZonedDateTime({ timeZone: host.timeZone, plainTime }).epochMilliseconds,
  );

  return { opens, closes };
}

const dayOf = (ms, timeZone) =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).toPlainDate();

const overlaps = (one, other) => one.start < other.end && other.start < one.end;

/** Whether a host works at that time and has nothing else; `exceptUid` is a booking that is about to move. */
export function isFree(state, host, { start, end, exceptUid }) {
  const hours = hoursOn(host, dayOf(start.getTime(), host.timeZone));
  if (hours === null || start < hours.opens || end > hours.closes) return false;

  return ![...state.bookings.values()].some(
    (booking) =>
      booking.uid !== exceptUid &&
      booking.host.id === host.id &&
      ["accepted", "pending"].includes(booking.status) &&
      overlaps(booking, { start, end }),
  );
}

export const hostsOf = (state, eventType) =>
  state.hosts.filter(({ id }) => eventType.hostIds.includes(id));

/** Whether somebody else is about to book that slot: only the list of slots and other reservations look at it. */
export function isReserved(state, { eventTypeId, start, end, exceptUid }) {
  const now = state.now();

  return [...state.reservations.values()].some(
    (one) =>
      one.uid !== exceptUid &&
      one.eventTypeId === eventTypeId &&
      one.until > now &&
      overlaps(one, { start, end }),
  );
}

function startsOf(host, eventType, { from, until }) {
  const starts = [];
  const last = dayOf(until.getTime(), host.timeZone);
  let day = dayOf(from.getTime(), host.timeZone);
  while (Temporal.PlainDate.compare(day, last) <= 0) {
    const hours = hoursOn(host, day);
    const step = eventType.slotIntervalMinutes * MINUTE_MS;
    for (let at = hours?.opens; at < hours?.closes; at += step) starts.push(at);
    day = day.add({ days: 1 });
  }

  return starts;
}

/** Free starts in a range, in order. */
export function freeStarts(state, eventType, { from, until, minutes, exceptUid }) {
  const earliest = state.now().getTime() + eventType.minimumBookingNoticeMinutes * MINUTE_MS;
  const starts = new Set();
  for (const host of hostsOf(state, eventType)) {
    for (const at of startsOf(host, eventType, { from, until })) {
      const slot = { start: new Date(at), end: new Date(at + minutes * MINUTE_MS), exceptUid };
      const isInside = slot.start >= from && slot.start < until && at >= earliest;
      if (isInside && isFree(state, host, slot)) starts.add(at);
    }
  }
  const { id: eventTypeId } = eventType;

  return [...starts]
    .sort((one, other) => one - other)
    .map((at) => ({ start: new Date(at), end: new Date(at + minutes * MINUTE_MS) }))
    .filter((slot) => !isReserved(state, { eventTypeId, ...slot }));
}

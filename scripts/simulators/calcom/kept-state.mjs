import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

const INSTANTS = new Set(["start", "end", "createdAt", "updatedAt"]);

const revive = (key, value) =>
  INSTANTS.has(key) && typeof value === "string" ? new Date(value) : value;

/** Reads what a file remembers: bookings without their host and event type are of another account. */
function restore(file, { state, subscriptions }) {
  const kept = JSON.parse(readFileSync(file, "utf8"), revive);
  state.lastBookingId = kept.lastBookingId;
  for (const { hostId, eventTypeId, ...booking } of kept.bookings) {
    const host = state.hosts.find(({ id }) => id === hostId);
    const eventType = state.eventTypes.find(({ id }) => id === eventTypeId);
    if (host && eventType) state.bookings.set(booking.uid, { ...booking, host, eventType });
  }
  for (const subscription of kept.subscriptions) subscriptions.restore(subscription);
}

/** Remembers bookings and subscriptions in a file, from one start to the next. Answers how to save them. */
export function keepState(file, { state, subscriptions }) {
  if (existsSync(file)) restore(file, { state, subscriptions });

  return () => {
    const bookings = [...state.bookings.values()].map(({ host, eventType, ...booking }) => ({
      ...booking,
      ...{ hostId: host.id, eventTypeId: eventType.id },
    }));
    const { lastBookingId } = state;
    const kept = { lastBookingId, bookings, subscriptions: subscriptions.all() };
    // A process that is killed while it writes leaves the old file.
    writeFileSync(`${file}.new`, JSON.stringify(kept), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
}

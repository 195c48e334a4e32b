import { bodies, read } from "./body-schemas.mjs";
import { toBooking } from "./booking-shapes.mjs";
import {
  cancelBooking,
  confirmBooking,
  createBooking,
  findBooking,
  rescheduleBooking,
} from "./bookings.mjs";
import { listBookings } from "./list-bookings.mjs";
import { listSlots, reservations } from "./slots.mjs";

const BOOKINGS = ["2024-08-13", "2026-02-25"];
const SLOTS = ["2024-09-04"];
const EVENT_TYPES = ["2024-06-14", "2026-06-12"];

function toEventType(state, { id, slug, title, lengthInMinutes, hostIds, ...type }) {
  const hosts = state.hosts.filter((host) => hostIds.includes(host.id));
  const users = hosts.map(({ id: hostId, name, username }) => ({ id: hostId, name, username }));

  return {
    ...{ id, slug, title, lengthInMinutes, users, hidden: false, description: null },
    lengthInMinutesOptions: type.lengthInMinutesOptions,
    hosts: hosts.map(({ id: userId, name, username }) => ({ userId, name, username })),
    bookingFields: [
      { type: "name", slug: "name", required: true },
      { type: "email", slug: "email", required: true },
    ],
    minimumBookingNotice: type.minimumBookingNoticeMinutes,
    ...{ ownerId: state.me.id, slotInterval: type.slotIntervalMinutes },
  };
}

const ok = (data, status = 200) => ({ status, data });

const bookingRoutes = [
  {
    ...{ method: "GET", path: "/v2/bookings", versions: ["2024-08-13"], needsKey: true },
    run: ({ state, query }) => ({ status: 200, ...listBookings(state, query) }),
  },
  {
    ...{ method: "POST", path: "/v2/bookings", versions: BOOKINGS, needsKey: true },
    run: ({ state, body }) =>
      ok(toBooking(createBooking(state, read(bodies.createBooking, body))), 201),
  },
  {
    ...{ method: "GET", path: "/v2/bookings/:uid", versions: BOOKINGS },
    run: ({ state, uid }) => ok(toBooking(findBooking(state, uid))),
  },
  {
    ...{ method: "POST", path: "/v2/bookings/:uid/reschedule", versions: BOOKINGS },
    run: ({ state, uid, body }) =>
      ok(toBooking(rescheduleBooking(state, uid, read(bodies.rescheduleBooking, body))), 201),
  },
  {
    ...{ method: "POST", path: "/v2/bookings/:uid/confirm", versions: BOOKINGS, needsKey: true },
    run: ({ state, uid }) => ok(toBooking(confirmBooking(state, uid))),
  },
  {
    ...{ method: "POST", path: "/v2/bookings/:uid/cancel", versions: BOOKINGS },
    run({ state, uid, body, caller }) {
      const input = { ...read(bodies.cancelBooking, body), ...caller };

      return ok(toBooking(cancelBooking(state, uid, input)));
    },
  },
];

const slotRoutes = [
  {
    ...{ method: "GET", path: "/v2/slots", versions: SLOTS },
    run: ({ state, query }) => ok(listSlots(state, query)),
  },
  {
    ...{ method: "POST", path: "/v2/slots/reservations", versions: SLOTS },
    run: ({ state, body, caller }) =>
      ok(reservations.create(state, read(bodies.reserveSlot, body), caller), 201),
  },
  {
    ...{ method: "GET", path: "/v2/slots/reservations/:uid", versions: SLOTS },
    run: ({ state, uid }) => ok(reservations.get(state, uid)),
  },
  {
    ...{ method: "PATCH", path: "/v2/slots/reservations/:uid", versions: SLOTS },
    run: ({ state, uid, body, caller }) =>
      ok(reservations.change(state, uid, { input: read(bodies.reserveSlot, body), ...caller })),
  },
  {
    ...{ method: "DELETE", path: "/v2/slots/reservations/:uid", versions: SLOTS },
    run({ state, uid }) {
      reservations.remove(state, uid);

      return { status: 200 };
    },
  },
];

const webhookRoutes = [
  {
    ...{ method: "POST", path: "/v2/webhooks", needsKey: true },
    run: ({ subscriptions, body }) =>
      ok(subscriptions.subscribe(read(bodies.subscribe, body)), 201),
  },
  {
    ...{ method: "GET", path: "/v2/webhooks", needsKey: true },
    run: ({ subscriptions }) => ok(subscriptions.list()),
  },
  {
    ...{ method: "GET", path: "/v2/webhooks/:uid", needsKey: true },
    run: ({ subscriptions, uid }) => ok(subscriptions.get(uid)),
  },
  {
    ...{ method: "PATCH", path: "/v2/webhooks/:uid", needsKey: true },
    run: ({ subscriptions, uid, body }) =>
      ok(subscriptions.change(uid, read(bodies.subscribe.partial(), body))),
  },
  {
    ...{ method: "DELETE", path: "/v2/webhooks/:uid", needsKey: true },
    run: ({ subscriptions, uid }) => ok(subscriptions.unsubscribe(uid)),
  },
];

const accountRoutes = [
  {
    ...{ method: "GET", path: "/v2/me", needsKey: true },
    run: ({ state }) => ok(state.me),
  },
  {
    ...{ method: "GET", path: "/v2/event-types", versions: EVENT_TYPES, needsKey: true },
    run: ({ state }) => ok(state.eventTypes.map((one) => toEventType(state, one))),
  },
];

const routes = [...bookingRoutes, ...slotRoutes, ...webhookRoutes, ...accountRoutes].map(
  ({ path, ...route }) => ({
    ...route,
    pattern: new RegExp(`^${path.replace(":uid", "(?<uid>[^/]+)")}$`),
  }),
);

/** The route of a request and the id in its path; undefined where there is none. */
export function findRoute({ method, path }) {
  for (const route of routes) {
    const match = route.method === method ? route.pattern.exec(path) : null;
    if (match !== null) return { route, uid: match.groups?.uid };
  }

  return undefined;
}

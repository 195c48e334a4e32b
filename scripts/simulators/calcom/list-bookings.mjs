import { toBooking } from "./booking-shapes.mjs";
import { Refusal } from "./refusal.mjs";

const STATUSES = {
  upcoming: ({ status, end }, now) => status === "accepted" && end >= now,
  past: ({ status, end }, now) => status === "accepted" && end < now,
  cancelled: ({ status }) => ["cancelled", "rejected"].includes(status),
  unconfirmed: ({ status }, now) => status === "pending" && now !== undefined,
  recurring: () => false,
};

const FILTERS = {
  afterStart: ({ start }, at) => start >= at,
  beforeEnd: ({ end }, at) => end <= at,
  afterCreatedAt: ({ createdAt }, at) => createdAt >= at,
  beforeCreatedAt: ({ createdAt }, at) => createdAt <= at,
  afterUpdatedAt: ({ updatedAt }, at) => updatedAt >= at,
  beforeUpdatedAt: ({ updatedAt }, at) => updatedAt <= at,
};

const SORTS = {
  sortStart: "start",
  sortEnd: "end",
  sortCreated: "createdAt",
  sortUpdatedAt: "updatedAt",
};

export function readInstant(name, text) {
  const at = new Date(text);
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(at.getTime())) {
    throw new Refusal(400, `${name} must be a valid ISO 8601 date string`);
  }

  return at;
}

export function readNumber(query, name, { min, max = Infinity, fallback }) {
  const text = query.get(name);
  if (text === null) return fallback;
  const value = Number(text);
  if (text === "" || !Number.isInteger(value) || value < min || value > max) {
    throw new Refusal(400, `${name} must be a whole number from ${min} to ${max}`);
  }

  return value;
}

function conditions(query, now) {
  const wanted = [];
  for (const [name, isWanted] of Object.entries(FILTERS)) {
    const text = query.get(name);
    if (text === null) continue;
    const at = readInstant(name, text);
    wanted.push((booking) => isWanted(booking, at));
  }
  const email = query.get("attendeeEmail");
  if (email !== null) wanted.push(({ attendees }) => attendees.some((one) => one.email === email));
  const type = readNumber(query, "eventTypeId", { min: 1 });
  if (type !== undefined) wanted.push(({ eventType }) => eventType.id === type);
  const statuses = query.get("status")?.split(",");
  const unknown = statuses?.find((status) => STATUSES[status] === undefined);
  if (unknown !== undefined) throw new Refusal(400, `status must not be ${unknown}`);
  if (statuses !== undefined) {
    wanted.push((booking) => statuses.some((status) => STATUSES[status](booking, now)));
  }

  return wanted;
}

function inOrder(bookings, query) {
  for (const [name, field] of Object.entries(SORTS)) {
    const direction = query.get(name);
    if (direction === null) continue;
    if (!["asc", "desc"].includes(direction)) {
      throw new Refusal(400, `${name} must be either "asc" or "desc".`);
    }
    const sign = direction === "asc" ? 1 : -1;

    return bookings.sort((one, other) => sign * (one[field] - other[field] || one.id - other.id));
  }

  return bookings;
}

/** A page of bookings with what the API tells about its pages. */
export function listBookings(state, query) {
  const take = readNumber(query, "take", { min: 1, max: 250, fallback: 100 });
  const skip = readNumber(query, "skip", { min: 0, fallback: 0 });
  const wanted = conditions(query, state.now());
  const all = [...state.bookings.values()].filter((one) => wanted.every((isMet) => isMet(one)));
  const page = inOrder(all, query).slice(skip, skip + take);
  const remainingItems = Math.max(0, all.length - skip - page.length);

  return {
    data: page.map(toBooking),
    pagination: {
      ...{ totalItems: all.length, remainingItems, returnedItems: page.length, itemsPerPage: take },
      ...{ currentPage: Math.floor(skip / take), totalPages: Math.ceil(all.length / take) },
      ...{ hasNextPage: remainingItems > 0, hasPreviousPage: skip > 0 },
    },
  };
}

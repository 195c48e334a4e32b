import "server-only";

import * as z from "zod";

import type { Answer } from "@/lib/platform/calcom/answer";
import { type Ask, ask as askOnce, type CalcomOptions } from "@/lib/platform/calcom/ask";
import * as wire from "@/lib/platform/calcom/wire";

/** Somebody waits for free times in front of a page. */
const SLOTS_TIMEOUT_MS = 3000;

export type NewBooking = {
  eventTypeId: number;
  start: Date;
  attendee: {
    name: string;
    email?: string;
    timeZone: string;
    language?: string;
    phoneNumber?: string;
  };
  lengthInMinutes?: number;
  metadata?: Record<string, string>;
};

export type BookingFilter = {
  attendeeEmail?: string;
  eventTypeId?: number;
  status?: string;
  afterStart?: Date;
  beforeEnd?: Date;
  afterCreatedAt?: Date;
  beforeCreatedAt?: Date;
  afterUpdatedAt?: Date;
  beforeUpdatedAt?: Date;
  sortStart?: "asc" | "desc";
  sortCreated?: "asc" | "desc";
  sortUpdatedAt?: "asc" | "desc";
  /** At most 250. */
  take?: number;
  skip?: number;
};

export type SlotQuery = {
  eventTypeId: number;
  start: Date;
  end: Date;
  durationMinutes?: number;
  /** Its own time counts as free. */
  bookingUidToReschedule?: string;
};

type Asking = <Schema extends z.ZodType>(what: Ask<Schema>) => Promise<Answer<z.output<Schema>>>;

export type CalcomClient = ReturnType<typeof createCalcomClient>;

/** Speaks to one Cal.com in the name of one key. No method throws for what the other side does. */
export function createCalcomClient(options: CalcomOptions) {
  const ask: Asking = (what) => askOnce(options, what);

  return { ...accountOf(ask), ...bookingsOf(ask), ...slotsOf(ask) };
}

const accountOf = (ask: Asking) => ({
  me: () => ask({ endpoint: "me", path: "/me", schema: wire.accountSchema }),
  listEventTypes: () =>
    ask({ endpoint: "event-types.list", path: "/event-types", schema: wire.eventTypesSchema }),
  listWebhooks: () => ask({ endpoint: "webhooks", path: "/webhooks", schema: wire.webhooksSchema }),
  subscribeWebhook: (body: {
    subscriberUrl: string;
    secret: string;
    triggers: readonly string[];
  }) =>
    ask({
      ...{ endpoint: "webhooks", method: "POST", path: "/webhooks" },
      ...{ body: { ...body, active: true }, schema: wire.webhookSchema },
    }),
  deleteWebhook: (id: string) =>
    ask({
      ...{ endpoint: "webhooks", method: "DELETE", path: `/webhooks/${encodeURIComponent(id)}` },
      schema: z.unknown(),
    }),
});

const bookingPath = (uid: string) => `/bookings/${encodeURIComponent(uid)}`;

const bookingsOf = (ask: Asking) => ({
  getBooking: (uid: string) =>
    ask({
      ...{ endpoint: "bookings.get", path: bookingPath(uid), secrets: [uid] },
      schema: wire.oneBookingSchema,
    }),
  listBookings: (filter: BookingFilter = {}) =>
    ask({
      ...{ endpoint: "bookings.list", path: "/bookings", query: filter },
      ...{ schema: wire.bookingPageSchema, isWhole: true },
    }),
  createBooking: (booking: NewBooking) =>
    ask({
      ...{ endpoint: "bookings.create", method: "POST", path: "/bookings", body: booking },
      schema: wire.oneBookingSchema,
    }),
  /** Makes a new booking: the answer's uid is not the one that was given. */
  rescheduleBooking: (
    uid: string,
    { start, rescheduledBy, reason }: { start: Date; rescheduledBy?: string; reason?: string },
  ) =>
    ask({
      ...{ endpoint: "bookings.reschedule", method: "POST", secrets: [uid] },
      path: `${bookingPath(uid)}/reschedule`,
      body: { start, rescheduledBy, reschedulingReason: reason },
      schema: wire.oneBookingSchema,
    }),
  /** What waits for its host's yes counts from now on. */
  confirmBooking: (uid: string) =>
    ask({
      ...{ endpoint: "bookings.confirm", method: "POST", secrets: [uid] },
      ...{ path: `${bookingPath(uid)}/confirm`, body: {}, schema: wire.oneBookingSchema },
    }),
  /** Always with a reason: an event type may demand one. */
  cancelBooking: (uid: string, { reason }: { reason: string }) =>
    ask({
      ...{ endpoint: "bookings.cancel", method: "POST", secrets: [uid] },
      path: `${bookingPath(uid)}/cancel`,
      body: { cancellationReason: reason },
      schema: wire.oneBookingSchema,
    }),
});

const slotsOf = (ask: Asking) => ({
  /** The starts of free times, in order. */
  listSlots: ({ durationMinutes: duration, ...query }: SlotQuery) =>
    ask({
      ...{ endpoint: "slots.list", path: "/slots", query: { ...query, duration } },
      ...{ schema: wire.slotsSchema, timeoutMs: SLOTS_TIMEOUT_MS },
    }),
  /** Hides a slot from their pages for five minutes. Advisory: no booking looks at it. */
  reserveSlot: (slot: { eventTypeId: number; slotStart: Date; slotDuration?: number }) =>
    ask({
      ...{ endpoint: "slots.reserve", method: "POST", path: "/slots/reservations", body: slot },
      schema: wire.reservationSchema,
    }),
  releaseSlot: (uid: string) =>
    ask({
      ...{ endpoint: "slots.release", method: "DELETE", secrets: [uid] },
      path: `/slots/reservations/${encodeURIComponent(uid)}`,
      schema: z.unknown(),
    }),
});

import * as z from "zod";

import { Refusal } from "./refusal.mjs";

const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]00:?00)$/;
const utcInstant = z
  .string()
  .regex(UTC, "must be a valid ISO 8601 date string in UTC")
  .transform((text) => new Date(text))
  .refine((at) => !Number.isNaN(at.getTime()), "must be a valid ISO 8601 date string");

const timeZone = z.string().refine((zone) => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}, "must be a valid IANA time-zone");

const attendee = z
  .strictObject({
    name: z.string(),
    email: z.email("Invalid email format").optional(),
    timeZone,
    language: z.string().optional(),
    phoneNumber: z
      .string()
      .regex(/^\+[1-9]\d{6,14}$/, "Invalid phone number format. Please use international format.")
      .optional(),
  })
  .refine(
    ({ email, phoneNumber }) => email !== undefined || phoneNumber !== undefined,
    "At least one contact method (email or phone number) must be provided",
  );

const metadata = z
  .record(z.string(), z.string())
  .refine(
    (all) =>
      Object.keys(all).length <= 50 &&
      Object.entries(all).every(([key, value]) => key.length <= 40 && value.length <= 500),
    "must have at most 50 keys, each key up to 40 characters, and string values up to 500 characters.",
  );

const TRIGGERS = [
  ...["BOOKING_CREATED", "BOOKING_REQUESTED", "BOOKING_RESCHEDULED", "BOOKING_CANCELLED"],
  ...["BOOKING_REJECTED", "BOOKING_NO_SHOW_UPDATED", "BOOKING_PAID", "BOOKING_PAYMENT_INITIATED"],
  ...["MEETING_STARTED", "MEETING_ENDED", "OOO_CREATED"],
  ...["BOOKING_LOCATION_UPDATED", "BOOKING_REASSIGNED"],
];

/** Bookings refuse a property they do not know; everything else drops it, as the real API does. */
export const bodies = {
  createBooking: z.strictObject({
    start: utcInstant,
    eventTypeId: z.int(),
    attendee,
    lengthInMinutes: z.int().min(1).optional(),
    guests: z.array(z.string()).optional(),
    metadata: metadata.optional(),
    location: z.union([z.string(), z.looseObject({ type: z.string() })]).optional(),
    bookingFieldsResponses: z.record(z.string(), z.unknown()).optional(),
  }),
  rescheduleBooking: z.strictObject({
    start: utcInstant,
    rescheduledBy: z.email().optional(),
    reschedulingReason: z.string().optional(),
    emailVerificationCode: z.string().optional(),
  }),
  cancelBooking: z.strictObject({
    cancellationReason: z.string().optional(),
    cancelSubsequentBookings: z.boolean().optional(),
  }),
  reserveSlot: z.object({
    eventTypeId: z.int(),
    slotStart: utcInstant,
    slotDuration: z.int().min(1).optional(),
    reservationDuration: z.int().min(1).optional(),
  }),
  subscribe: z.object({
    subscriberUrl: z.url(),
    triggers: z.array(z.enum(TRIGGERS)).min(1),
    active: z.boolean(),
    payloadTemplate: z.string().nullish(),
    secret: z.string().nullish(),
    version: z.enum(["2021-10-20", "2026-07-27"]).optional(),
  }),
};

function sentence({ code, keys, path, message }) {
  if (code === "unrecognized_keys") return `property ${keys[0]} should not exist`;

  return `${path.join(".")} ${message}`.trim();
}

/** The value in its shape, or 400 with the first thing that is wrong with it. */
export function read(schema, value) {
  const { success, data, error } = schema.safeParse(value ?? {});
  if (success) return data;

  throw new Refusal(400, sentence(error.issues[0]));
}

import { defineError } from "@/lib/shared/errors";

/** What was typed is no address of a Cal.com, or none that may be asked. */
export const CalendarAddressRefused = defineError({
  code: "calendar-address-refused",
  kind: "invalid",
  message: "There is no Cal.com at this address.",
});

export const CalendarKeyRefused = defineError({
  code: "calendar-key-refused",
  kind: "invalid",
  message: "Cal.com does not take this key.",
});

export const CalendarUnreachable = defineError({
  code: "calendar-unreachable",
  kind: "conflict",
  message: "Cal.com does not answer at the moment.",
});

/** Somebody was faster, or the page was old. */
export const CalendarChanged = defineError({
  code: "calendar-changed",
  kind: "conflict",
  message: "Somebody has changed the connection meanwhile.",
});

/** Two event types book the same, or two people have the same calendar; the issues say which. */
export const PairedTwice = defineError({
  code: "paired-twice",
  kind: "conflict",
  message: "Something is paired twice.",
});

export const CalendarNotConnected = defineError({
  code: "calendar-not-connected",
  kind: "conflict",
  message: "No calendar is connected.",
});

/** The issues name the endpoints there are, with their usual version. */
export const ApiVersionRefused = defineError({
  code: "api-version-refused",
  kind: "invalid",
  message:
    "An endpoint and a day such as 2024-08-13 are needed. The endpoints and their usual versions:",
});

/** A colleague has decided it, or it has settled itself. */
export const ReviewDecided = defineError({
  code: "review-decided",
  kind: "conflict",
  message: "This has been decided already.",
});

/** Its service or person is not paired, so no appointment can be made of it. */
export const BookingNotPlaceable = defineError({
  code: "booking-not-placeable",
  kind: "conflict",
  message: "No service or person is paired with this booking.",
});

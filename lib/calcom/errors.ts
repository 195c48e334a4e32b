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

import { defineError } from "@/lib/shared/errors";

/** Its details are an `AppointmentConflict`: what changed, by whom and when. */
export const AppointmentChanged = defineError({
  code: "appointment-changed",
  kind: "conflict",
  message: "Somebody changed this appointment while you were looking at it.",
});

/** The same mail went out several times within the hour; its params say how often, and the minutes left. */
export const TooManyMails = defineError({
  code: "too-many-mails",
  kind: "rate-limited",
  message: "This mail has been sent several times within the hour.",
});

/** Its details are `{ nearest, occupant }`: the nearest free times, and for a member whose appointment stands there. */
export const SlotTaken = defineError({
  code: "slot-taken",
  kind: "conflict",
  message: "Somebody has just booked this time.",
});

export const OutsideOpeningHours = defineError({
  code: "outside-opening-hours",
  kind: "conflict",
  message: "This time is outside the opening hours.",
});

export const TooFarAhead = defineError({
  code: "too-far-ahead",
  kind: "conflict",
  message: "This time is too far ahead to be booked online.",
});

export const SlotInThePast = defineError({
  code: "slot-in-the-past",
  kind: "conflict",
  message: "This time has already passed.",
});

/** The clock of the venue is put forward over this time. */
export const TimeSkipped = defineError({
  code: "time-skipped",
  kind: "invalid",
  message: "The clock skips this time on that day.",
});

export const SlotNotOffered = defineError({
  code: "slot-not-offered",
  kind: "conflict",
  message: "This is not one of the times that can be chosen.",
});

/** What has become of its time is for `findLapsedHold` to say. */
export const HoldExpired = defineError({
  code: "hold-expired",
  kind: "conflict",
  message: "The reservation of this time has run out.",
});

/** Its params name the rule that is passed by with one (`refusal`, or "none"), and until when it was free. */
export const ReasonRequired = defineError({
  code: "reason-required",
  kind: "invalid",
  message: "Please give a reason.",
});

/** Something else would be charged than the page had said. */
export const FeeRaised = defineError({
  code: "fee-raised",
  kind: "conflict",
  message: "A change costs more by now than the page said.",
});

export const LinkExpired = defineError({
  code: "link-expired",
  kind: "not-found",
  message: "This link is no longer valid.",
});

export const NothingChanged = defineError({
  code: "nothing-changed",
  kind: "conflict",
  message: "The appointment is like this already.",
});

export const CustomerElsewhere = defineError({
  code: "customer-elsewhere",
  kind: "conflict",
  message: "The customer has another appointment at this time.",
});

export const TooManyHolds = defineError({
  code: "too-many-holds",
  kind: "conflict",
  message: "Two times are already reserved.",
});

export const NotBegun = defineError({
  code: "not-begun",
  kind: "conflict",
  message: "This appointment has not begun yet.",
});

export const NotCancelled = defineError({
  code: "not-cancelled",
  kind: "conflict",
  message: "Only a cancelled appointment can be restored.",
});

/** Its details are `{ notes }`: what a colleague has written meanwhile. */
export const NotesChanged = defineError({
  code: "notes-changed",
  kind: "conflict",
  message: "Somebody else has changed this note meanwhile.",
});

export const NotOffered = defineError({
  code: "not-offered",
  kind: "conflict",
  message: "This service is not offered by this person any more.",
});

export const CustomerHasNoAddress = defineError({
  code: "customer-has-no-address",
  kind: "conflict",
  message: "The customer has no e-mail address.",
});

export const LinkChanged = defineError({
  code: "link-changed",
  kind: "conflict",
  message: "A colleague has changed this link in the meantime. Nothing has been changed now.",
});

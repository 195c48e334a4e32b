import type { ChangeRefusal } from "@/lib/policies/rules";
import { defineError } from "@/lib/shared/errors";

export const AppointmentOver = defineError({
  code: "appointment-over",
  kind: "conflict",
  message: "This appointment is already over.",
});

export const AlreadyCancelled = defineError({
  code: "already-cancelled",
  kind: "conflict",
  message: "This appointment has already been cancelled.",
});

export const NoticeTooShort = defineError({
  code: "notice-too-short",
  kind: "conflict",
  message: "It is too late to change this appointment online.",
});

export const TooManyMoves = defineError({
  code: "too-many-moves",
  kind: "conflict",
  message: "This appointment has been moved as often as is possible online.",
});

export const TooManyCancellations = defineError({
  code: "too-many-cancellations",
  kind: "conflict",
  message: "No further cancellation is possible online at the moment.",
});

export const NotOnline = defineError({
  code: "not-online",
  kind: "conflict",
  message: "This service is not changed online.",
});

/** The error that stands for each refusal of `decide`. */
export const REFUSAL_ERRORS = {
  "appointment-over": AppointmentOver,
  "already-cancelled": AlreadyCancelled,
  "notice-too-short": NoticeTooShort,
  "too-many-moves": TooManyMoves,
  "too-many-cancellations": TooManyCancellations,
  "not-online": NotOnline,
} as const satisfies Record<ChangeRefusal, unknown>;

import { defineError } from "@/lib/shared/errors";

export const LastOwner = defineError({
  code: "last-owner",
  kind: "conflict",
  message: "The company would be left without an owner. Make somebody else an owner first.",
});

export const NotYourself = defineError({
  code: "not-yourself",
  kind: "forbidden",
  message: "You cannot deactivate yourself.",
});

/** Somebody else changed the membership while the page was open; params say who and when. */
export const MemberChanged = defineError({
  code: "member-changed",
  kind: "conflict",
  message: "Somebody changed this member while you were looking at it.",
});

/** The appointments are not those that the page had listed; nothing was written. */
export const AppointmentsChanged = defineError({
  code: "appointments-changed",
  kind: "conflict",
  message: "The appointments have changed while you were looking at them.",
});

/** Its params name the appointments that the chosen colleagues cannot take; nothing was written. */
export const AppointmentsClash = defineError({
  code: "appointments-clash",
  kind: "conflict",
  message: "Some appointments do not fit the colleagues chosen for them.",
});

/** For some of the future appointments nothing was chosen, not even that they stay as they are. */
export const TakerRequired = defineError({
  code: "taker-required",
  kind: "invalid",
  message: "Please choose who takes the appointments.",
});

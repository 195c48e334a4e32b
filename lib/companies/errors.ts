import { defineError } from "@/lib/shared/errors";

export const SlugTaken = defineError({
  code: "slug-taken",
  kind: "conflict",
  message: "Another company already has this address.",
});

/** Somebody else was faster, or the page was old. */
export const PilotUnchanged = defineError({
  code: "pilot-unchanged",
  kind: "conflict",
  message: "The company is in this state already.",
});

/** Asking others for a second factor without having one would lock out whoever asks. */
export const SecondFactorOfOwnMissing = defineError({
  code: "second-factor-of-own-missing",
  kind: "conflict",
  message: "Please set up your own second factor first.",
});

export const SetupDone = defineError({
  code: "setup-done",
  kind: "conflict",
  message: "This installation has been set up already. Please sign in.",
});

export const SetupLinkUnknown = defineError({
  code: "setup-link-unknown",
  kind: "not-found",
  message: "This link does not open the set-up. Take the one that the start of the server prints.",
});

/** Somebody else saved meanwhile: params say who and when, the issues what stands in each field now. */
export const SettingsChanged = defineError({
  code: "settings-changed",
  kind: "conflict",
  message: "Somebody saved something else here while you were looking at it.",
});

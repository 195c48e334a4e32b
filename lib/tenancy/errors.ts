import { defineError } from "@/lib/shared/errors";

export const SignInRequired = defineError({
  code: "sign-in-required",
  kind: "unauthenticated",
  message: "Please sign in to continue.",
});

export const NotAllowed = defineError({
  code: "not-allowed",
  kind: "forbidden",
  message: "Your role does not allow this.",
});

/** Another company's id, another person's id and an unknown id are the same answer. */
export const NotFound = defineError({
  code: "not-found",
  kind: "not-found",
  message: "We could not find that.",
});

export const TooManyAttempts = defineError({
  code: "too-many-attempts",
  kind: "rate-limited",
  message: "Too many attempts. Please try again in a few minutes.",
});

/** The company does not take part in the pilot; its customers' links keep working. */
export const NotInPilot = defineError({
  code: "not-in-pilot",
  kind: "forbidden",
  message: "The portal is not open for this company yet.",
});

/** The company asks this role for a second factor, and this person has none. */
export const SecondFactorMissing = defineError({
  code: "second-factor-missing",
  kind: "forbidden",
  message: "Your company requires a second factor. Please set it up first.",
});

/** Whoever runs the platform needs a second factor, and this person has none. */
export const OperatorFactorMissing = defineError({
  code: "operator-factor-missing",
  kind: "forbidden",
  message: "Running the platform takes a second factor. Please set it up first.",
});

import { defineError } from "@/lib/shared/errors";

/** The same for an unknown address and a wrong password. */
export const SignInRefused = defineError({
  code: "sign-in-refused",
  kind: "unauthenticated",
  message: "This e-mail address and password do not match.",
});

export const ResetLinkExpired = defineError({
  code: "reset-link-expired",
  kind: "not-found",
  message: "This link is no longer valid. Please ask for a new one.",
});

/** Not the code the app shows now, one that was used already, or no recovery code of this account. */
export const CodeRefused = defineError({
  code: "code-refused",
  kind: "unauthenticated",
  message: "This code is not valid. Please enter the one your app shows now.",
});

/** So many wrong codes in a day that no right one counts any more; its params say in how many hours one does. */
export const TooManyCodes = defineError({
  code: "too-many-codes",
  kind: "rate-limited",
  message: "Too many wrong codes were entered for this account. Please try again later.",
});

/** Whoever changes how an account is entered proves that it is theirs. */
export const PasswordRefused = defineError({
  code: "password-refused",
  kind: "invalid",
  message: "This is not your password.",
});

export const SecondFactorAlreadyOn = defineError({
  code: "second-factor-already-on",
  kind: "conflict",
  message: "The second factor is already switched on.",
});

export const SecondFactorNotStarted = defineError({
  code: "second-factor-not-started",
  kind: "conflict",
  message: "Please begin setting up the second factor again.",
});

/** A company of this person asks its owners and admins for one. */
export const SecondFactorRequired = defineError({
  code: "second-factor-required",
  kind: "conflict",
  message: "Your company requires a second factor for your role.",
});

export const EmailLinkExpired = defineError({
  code: "email-link-expired",
  kind: "not-found",
  message: "This link is no longer valid. Please change the address again.",
});

/** Only whoever reads the new address's mail learns this. */
export const EmailTaken = defineError({
  code: "email-taken",
  kind: "conflict",
  message: "There is already an account with this address.",
});

export const EmailUnchanged = defineError({
  code: "email-unchanged",
  kind: "invalid",
  message: "This is already your address.",
});

export const LastOperator = defineError({
  code: "last-operator",
  kind: "conflict",
  message: "Nobody would be left to run the platform.",
});

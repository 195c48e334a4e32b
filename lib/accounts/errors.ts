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

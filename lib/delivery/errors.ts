import { defineError } from "@/lib/shared/errors";

/** Somebody else, or the queue itself, was faster. */
export const MailNotWaiting = defineError({
  code: "mail-not-waiting",
  kind: "conflict",
  message: "This mail is not waiting any more.",
});

export const MailNotRetryable = defineError({
  code: "mail-not-retryable",
  kind: "conflict",
  message: "This mail cannot be sent again. It may be under way already.",
});

/** Its invitation was accepted, withdrawn, has run out, or has a newer link. */
export const MailOutdated = defineError({
  code: "mail-outdated",
  kind: "conflict",
  message: "What this mail is about has changed, so it is not sent again.",
});

export const AddressSuppressed = defineError({
  code: "address-suppressed",
  kind: "conflict",
  message: "Nothing is sent to this address. Lift that first.",
});

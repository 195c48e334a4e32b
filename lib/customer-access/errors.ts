import { defineError } from "@/lib/shared/errors";

/** One answer to a link that was used, has run out, is another company's, or never was one. */
export const AccessLinkExpired = defineError({
  code: "access-link-expired",
  kind: "not-found",
  message: "This link is no longer valid. Please ask for a new one.",
});

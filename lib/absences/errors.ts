import { defineError } from "@/lib/shared/errors";

/** The appointments are not those that the page had listed; nothing was written. */
export const AbsenceOutdated = defineError({
  code: "absence-outdated",
  kind: "conflict",
  message: "The appointments have changed while you were looking at them.",
});

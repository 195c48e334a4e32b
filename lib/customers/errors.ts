import { defineError } from "@/lib/shared/errors";

/** Params name the appointments that are at the same time. */
export const CustomersOverlap = defineError({
  code: "customers-overlap",
  kind: "conflict",
  message: "Both customers have appointments at the same time.",
});

/** One of the two is not what the page had shown. */
export const CustomersChanged = defineError({
  code: "customers-changed",
  kind: "conflict",
  message: "One of the customers has been changed meanwhile.",
});

export const CustomerMerged = defineError({
  code: "customer-merged",
  kind: "conflict",
  message: "This customer has gone into another one meanwhile.",
});

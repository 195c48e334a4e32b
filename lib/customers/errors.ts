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

export const CustomerErased = defineError({
  code: "customer-erased",
  kind: "conflict",
  message: "This customer's data has been erased.",
});

/** Erased is only who has no appointment ahead. */
export const CustomerExpected = defineError({
  code: "customer-expected",
  kind: "conflict",
  message: "This customer has appointments that have not taken place yet.",
});

/** Params say why. */
export const CustomerKept = defineError({
  code: "customer-kept",
  kind: "conflict",
  message: "This customer's data must be kept for now.",
});

/** Where mails go is who gets in: only whoever reaches all of somebody's appointments changes that. */
export const CustomerShared = defineError({
  code: "customer-shared",
  kind: "forbidden",
  message: "This customer has appointments that you do not see.",
});

import { expect, it } from "vitest";

import { newsForCustomer } from "@/lib/calcom/schema";

it.each([
  ["nothing where there is no calendar", "not_connected", null],
  ["nothing where the calendar has it", "synced", null],
  ["that it goes by itself", "pending", "pending"],
  ["that somebody has to look at it, where nobody tries any more", "failed", "unsettled"],
  ["that somebody has to look at it, where the two differ", "manual_review", "unsettled"],
] as const)("a customer is told %s", (_what, state, news) => {
  expect(newsForCustomer(state)).toBe(news);
});

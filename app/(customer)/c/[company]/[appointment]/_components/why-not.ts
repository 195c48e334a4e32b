import { daysAway } from "@/components/appointment/when-text";
import type { Change, Decision } from "@/lib/policies/rules";
import type { ManagedPage } from "@/lib/web/managed-page";

import { near, whenOnBothClocks } from "./own-clock";

/** Why a change is refused, as a sentence; `any` is said of both at once. */
export function whyNot(
  page: ManagedPage,
  change: Change | "any",
  { refusal, until }: Decision,
): string {
  const { customer } = page;
  const days = daysAway(until, near(page));
  const ended = customer("why.ended", {
    day: days === 0 ? "today" : days === -1 ? "yesterday" : "before",
    when: whenOnBothClocks(page, until),
  });

  return customer(`why.${refusal ?? "appointment-over"}`, { change, until: ended });
}

/** How to go on where nothing goes on online. */
export function howToReach({ appointment, customer }: ManagedPage): string {
  const { branch, company } = appointment;
  const phone = branch.phone ?? company.phone;
  if (phone !== null) return customer("reach.phone", { phone });
  const email = branch.email ?? company.email;

  return email === null ? customer("reach.none") : customer("reach.email", { email });
}

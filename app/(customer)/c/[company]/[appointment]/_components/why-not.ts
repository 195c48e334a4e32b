import { dayAndTime, deadlineText } from "@/components/appointment/when-text";
import type { Change, Decision } from "@/lib/policies/rules";
import { daysUntil, sameWallClock } from "@/lib/shared/format";
import type { ManagedPage } from "@/lib/web/managed-page";

/** Why a change is refused, as a sentence; `any` is said of both at once. */
export function whyNot(
  page: ManagedPage,
  change: Change | "any",
  { refusal, until }: Decision,
): string {
  const { customer, reader, common, ctx } = page;
  const days = daysUntil(until, reader.timeZone, ctx.now);
  const ended = customer("why.ended", {
    day: days === 0 ? "today" : days === -1 ? "yesterday" : "before",
    when: onBothClocks(page, until, dayAndTime(until, reader, common)),
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

/** A deadline on the venue's clock, and on the customer's where that says something else. */
export function onBothClocks(
  page: ManagedPage,
  until: Date,
  when = deadlineText(until, { ...page, now: page.ctx.now }),
): string {
  const { appointment, customer, common, reader, locale } = page;
  const { timeZone } = appointment.customer;
  if (sameWallClock(until, reader.timeZone, timeZone)) return when;

  return customer("ownClock", {
    when,
    city: appointment.branch.city,
    own: dayAndTime(until, { locale, timeZone }, common),
  });
}

import { dayAndTime, deadlineText, otherZone } from "@/components/appointment/when-text";
import { formatShortDay, formatTime, localDate, sameWallClock } from "@/lib/shared/format";
import type { ManagedPage } from "@/lib/web/managed-page";

type Read = Pick<ManagedPage, "appointment" | "reader" | "locale" | "customer" | "ctx">;

/** A deadline on the venue's clock, and on the customer's where that says something else. */
export function onBothClocks(
  page: ManagedPage,
  at: Date,
  when = deadlineText(at, { ...page, ...near(page) }),
): string {
  const own = ownReader(page, at);
  if (own === null) return when;

  return page.customer("ownClock", {
    when,
    city: page.appointment.branch.city,
    own: dayAndTime(at, { ...page, reader: own, now: page.ctx.now }),
  });
}

/** Day and time of an appointment on the venue's clock, and on the customer's where that says something else. */
export function whenOnBothClocks(page: ManagedPage, at: Date | string): string {
  return onBothClocks(page, new Date(at), dayAndTime(at, { ...page, now: page.ctx.now }));
}

/** What the venue's time is on the customer's clock, as a sentence below it; nothing where both say the same. */
export function ownZone(page: Read, at: Date | string) {
  return otherZone(at, { ...near(page), city: page.appointment.branch.city });
}

/** `bei Ihnen 13:30`, with its day where that is another one; nothing where both clocks say the same. */
export function ownTime(page: Read, at: Date | string): string | undefined {
  const own = ownReader(page, at);
  if (own === null) return undefined;
  const time = formatTime(at, own);
  const isSameDay = localDate(at, own.timeZone) === localDate(at, page.reader.timeZone);

  return page.customer("move.ownTime", {
    time: isSameDay ? time : `${formatShortDay(at, own, page.ctx.now)}, ${time}`,
  });
}

/** Whose days count where one is said as `today`: the venue's and the customer's, both. */
export function near({ appointment, reader, customer, ctx }: Read) {
  return { reader, ownZone: appointment.customer.timeZone, now: ctx.now, customer };
}

function ownReader({ appointment, reader, locale }: Read, at: Date | string) {
  const { timeZone } = appointment.customer;

  return sameWallClock(at, reader.timeZone, timeZone) ? null : { locale, timeZone };
}

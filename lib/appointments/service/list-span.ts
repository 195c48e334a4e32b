import "server-only";

import { Temporal } from "temporal-polyfill";

import type { SpanName } from "@/lib/appointments/schema";

const WEEK_DAYS = 7;

/** A stretch of days as an address says it; without a last day it is a week. */
export type Span = { day: string; until: string | undefined };
type Asked = { day?: string | undefined; until?: string | undefined };

export type ListSpan = {
  firstDay: string;
  lastDay: string;
  /** The first one that is not shown any more. */
  dayAfter: string;
  /** Null for days that somebody has chosen one by one. */
  name: SpanName | null;
  previous: Span;
  today: Span;
  next: Span;
  /** The same place in the calendar in another length. */
  others: Record<SpanName, Span>;
};

/** The days that the list is about: a week from today on unless others are asked for; a month is left by months. */
export function listSpan({ day, until }: Asked, today: string): ListSpan {
  const asked = Temporal.PlainDate.from(day ?? today);
  const end =
    until === undefined ? asked.add({ days: WEEK_DAYS - 1 }) : Temporal.PlainDate.from(until);
  // Whoever says the last day first means the same days.
  const [first, last] = Temporal.PlainDate.compare(asked, end) > 0 ? [end, asked] : [asked, end];
  const days = first.until(last, { largestUnit: "days" }).days + 1;
  const isMonth = first.day === 1 && days === first.daysInMonth;
  const like = (date: Temporal.PlainDate) => (isMonth ? monthOf(date) : spanOf(date, days));
  const step = isMonth ? { months: 1 } : { days };
  const now = Temporal.PlainDate.from(today);
  const isShown = today >= first.toString() && today <= last.toString();
  const here = isShown ? now : first;

  return {
    firstDay: first.toString(),
    lastDay: last.toString(),
    dayAfter: last.add({ days: 1 }).toString(),
    name: nameOf(days, isMonth),
    previous: like(first.subtract(step)),
    today: like(now),
    next: like(first.add(step)),
    others: { day: spanOf(here, 1), week: spanOf(here, WEEK_DAYS), month: monthOf(here) },
  };
}

function nameOf(days: number, isMonth: boolean): SpanName | null {
  if (isMonth) return "month";
  if (days === WEEK_DAYS) return "week";

  return days === 1 ? "day" : null;
}

function spanOf(first: Temporal.PlainDate, days: number): Span {
  const last = first.add({ days: days - 1 });

  return { day: first.toString(), until: days === WEEK_DAYS ? undefined : last.toString() };
}

function monthOf(date: Temporal.PlainDate): Span {
  const first = date.with({ day: 1 });

  return spanOf(first, first.daysInMonth);
}

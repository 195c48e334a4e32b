import "server-only";

import { Temporal } from "temporal-polyfill";

import type { Moment } from "@/lib/imports/schema";

/** Whether `3/4/2027` is the third of April or the fourth of March; null where nobody can tell. */
export type SlashOrder = "day-first" | "month-first" | null;

/** More than it takes to say when something is. */
const LONGEST = 60;

const MONTHS = [
  ["januar", "jan", "january", "jänner"],
  ["februar", "feb", "february"],
  ["märz", "mrz", "mär", "march", "mar"],
  ["april", "apr"],
  ["mai", "may"],
  ["juni", "jun", "june"],
  ["juli", "jul", "july"],
  ["august", "aug"],
  ["september", "sep", "sept"],
  ["oktober", "okt", "october", "oct"],
  ["november", "nov"],
  ["dezember", "dez", "december", "dec"],
];

const SLASHED = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/i;
/** A date, and what follows it: `24.11.2026, 14:30 Uhr`. */
const DATE_TIME =
  /^(\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{2,4}|\d{1,2}\/\d{1,2}\/\d{4})(?:[T ,]+(.+))?$/;

/** What a file's dates with slashes have in common: one of them that can be read in one way only decides. */
export function slashOrderOf(dates: readonly string[]): SlashOrder {
  for (const date of dates) {
    const [, first = "0", second = "0"] = SLASHED.exec(date.trim().split(/[ ,]/, 1)[0] ?? "") ?? [];
    if (Number(first) > 12) return "day-first";
    if (Number(second) > 12) return "month-first";
  }

  return null;
}

/** A day as people in Germany and elsewhere write it, as ISO 8601; otherwise what is wrong with it. */
export function readDate(text: string, order: SlashOrder): { day: string } | { problem: string } {
  const parts = partsOf(text.trim(), order);
  if (parts === "ambiguous") return { problem: "date-ambiguous" };
  if (parts === null) return { problem: "date-unreadable" };
  const [year, month, day] = parts;
  try {
    const date = Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" });

    return { day: date.toString() };
  } catch {
    return { problem: "date-unreadable" };
  }
}

function partsOf(text: string, order: SlashOrder): [number, number, number] | "ambiguous" | null {
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (iso !== null) return [Number(iso[1]), Number(iso[2]), Number(iso[3])];
  const german = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d\d)$/.exec(text);
  if (german !== null) return [yearOf(german[3] ?? ""), Number(german[2]), Number(german[1])];
  const slashed = SLASHED.exec(text);
  if (slashed !== null) {
    const [first, second, year] = [Number(slashed[1]), Number(slashed[2]), Number(slashed[3])];
    if (order === null) return first === second ? [year, first, second] : "ambiguous";

    return order === "day-first" ? [year, second, first] : [year, first, second];
  }
  const named =
    /^(\d{1,2})\.?\s([a-zäöü]{3,9})\.?,?\s(\d{4})$/i.exec(text) ??
    swapped(/^([a-z]{3,9})\.?\s(\d{1,2}),?\s(\d{4})$/i.exec(text));
  if (named === null) return null;
  const month = MONTHS.findIndex((names) => names.includes((named[2] ?? "").toLowerCase())) + 1;

  return month === 0 ? null : [Number(named[3]), month, Number(named[1])];
}

const swapped = (match: RegExpExecArray | null) =>
  match === null ? null : [match[0], match[2], match[1], match[3]];

const yearOf = (digits: string) => Number(digits) + (digits.length === 2 ? 2000 : 0);

/** A time of day as `HH:MM`: 14:30, 14.30 Uhr, 9 Uhr, 2:30 PM; null for anything else. */
export function readTime(text: string): string | null {
  const clock = /^(\d{1,2})[:.](\d\d)(?::\d\d)?\s*(uhr|am|pm)?$/i;
  const hour = /^(\d{1,2})()\s*(uhr|am|pm)$/i;
  const plain = text.trim().replaceAll(/(?<=[ap])\.(m)\.$/gi, "$1");
  const [, hours = "99", minutes = "", suffix = ""] = clock.exec(plain) ?? hour.exec(plain) ?? [];
  const told = hourOf(Number(hours), suffix.toLowerCase());
  if (told === null || Number(minutes) > 59) return null;

  return `${String(told).padStart(2, "0")}:${minutes.padStart(2, "0")}`;
}

function hourOf(hour: number, suffix: string): number | null {
  if (suffix !== "am" && suffix !== "pm") return hour > 23 ? null : hour;
  if (hour < 1 || hour > 12) return null;

  return (hour % 12) + (suffix === "pm" ? 12 : 0);
}

type Read = { moment: Moment; day: string | null } | { problem: string };

/** When something is, from a column with date and time, or from two; a time alone is on `day`. */
export function readMoment(
  { text, day }: { text: string; day: string | null },
  order: SlashOrder,
): Read {
  if (text.length > LONGEST) return { problem: "date-unreadable" };
  if (INSTANT.test(text)) return readInstant(text);
  const [, date, rest = ""] = DATE_TIME.exec(text) ?? [];
  const read = date === undefined ? { day } : readDate(date, order);
  if ("problem" in read) return read;
  if (read.day === null) return { problem: "date-unreadable" };
  const time = readTime(date === undefined ? text : rest);
  if (time === null) return { problem: "time-unreadable" };

  return { moment: { wall: `${read.day}T${time}`, timeZone: null }, day: read.day };
}

function readInstant(text: string): Read {
  try {
    return { moment: { instant: Temporal.Instant.from(text.toUpperCase()).toString() }, day: null };
  } catch {
    return { problem: "date-unreadable" };
  }
}

/** A length in minutes: `45`, `45 min`, `1:30`, `1 h`; null for anything else. */
export function readMinutes(text: string): number | null {
  const clock = /^(\d{1,2}):(\d\d)(?::\d\d)?(?:\s*(?:h|std\.?))?$/i.exec(text.trim());
  if (clock !== null) return Number(clock[1]) * 60 + Number(clock[2]);
  const [, amount, unit = ""] =
    /^(\d{1,4})\s*(min|min\.|minuten|minutes|h|std|std\.|stunden?|hours?)?$/i.exec(text.trim()) ??
    [];
  if (amount === undefined) return null;

  return Number(amount) * (/^(h|s)/i.test(unit) ? 60 : 1);
}

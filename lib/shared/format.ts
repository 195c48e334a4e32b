import type { Locale } from "@/lib/shared/schema";

const INTL_LOCALE: Record<Locale, string> = { de: "de-DE", en: "en-GB" };

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Building a formatter costs far more than using it; there are a few dozen zones at most. */
function formatter(locale: Locale, zone: string, options: Intl.DateTimeFormatOptions) {
  const key = `${locale}|${zone}|${JSON.stringify(options)}`;
  let found = formatters.get(key);
  if (found === undefined) {
    found = new Intl.DateTimeFormat(INTL_LOCALE[locale], { ...options, timeZone: zone });
    formatters.set(key, found);
  }

  return found;
}

const moneyFormatters = new Map<string, Intl.NumberFormat>();

function moneyFormatter(locale: Locale, currency: string): Intl.NumberFormat {
  const key = `${locale}|${currency}`;
  let found = moneyFormatters.get(key);
  if (found === undefined) {
    found = new Intl.NumberFormat(INTL_LOCALE[locale], { style: "currency", currency });
    moneyFormatters.set(key, found);
  }

  return found;
}

/** How a person reads instants: their language, and the zone that counts for them. */
export type Reader = { locale: Locale; timeZone: string };

/** `Donnerstag, 26. November`, with the year when it is not the current one. */
export function formatDay(instant: Date | string, reader: Reader, now: Date | string): string {
  return weekdayAndDate("long", { instant, reader, now });
}

/** `Do., 26. November`, with the year when it is not the current one. */
export function formatShortDay(instant: Date | string, reader: Reader, now: Date | string): string {
  return weekdayAndDate("short", { instant, reader, now });
}

type ToSay = { instant: Date | string; reader: Reader; now: Date | string };

function weekdayAndDate(
  weekday: "long" | "short",
  { instant, reader: { locale, timeZone }, now }: ToSay,
): string {
  const date = new Date(instant);
  const year = formatter(locale, timeZone, { year: "numeric" });

  return formatter(locale, timeZone, {
    weekday,
    day: "numeric",
    month: "long",
    ...(year.format(date) !== year.format(new Date(now)) && { year: "numeric" }),
  }).format(date);
}

/** `14:30`, always with 24 hours. */
export function formatTime(instant: Date | string, { locale, timeZone }: Reader): string {
  return formatter(locale, timeZone, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(new Date(instant));
}

/** `7. Mai 2026`: a day long ago, where the weekday says nothing. */
export function formatDate(instant: Date | string, { locale, timeZone }: Reader): string {
  return formatter(locale, timeZone, { day: "numeric", month: "long", year: "numeric" }).format(
    new Date(instant),
  );
}

/** `10.–12. Dezember 2026`, or the one day that both are on. */
export function formatDays([first, last]: [Date, Date], { locale, timeZone }: Reader): string {
  const options = { day: "numeric", month: "long", year: "numeric" } as const;

  return formatter(locale, timeZone, options).formatRange(first, last);
}

/** `23.11.2026, 09:41`: for tables and the log. */
export function formatDateTime(instant: Date | string, { locale, timeZone }: Reader): string {
  return formatter(locale, timeZone, {
    day: "2-digit",
    month: "2-digit",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(new Date(instant));
}

/** The calendar date in a zone, as `2026-11-26`: for grouping and for `<time datetime>`. */
export function localDate(instant: Date | string, timeZone: string): string {
  return formatter("en", timeZone, { year: "numeric", month: "2-digit", day: "2-digit" })
    .formatToParts(new Date(instant))
    .filter(({ type }) => type !== "literal")
    .reverse()
    .map(({ value }) => value)
    .join("-");
}

/** Whole calendar days from now until an instant, in a zone: 0 is today, 1 tomorrow. */
export function daysUntil(instant: Date | string, timeZone: string, now: Date): number {
  const day = (date: Date | string) => Date.parse(`${localDate(date, timeZone)}T00:00:00Z`);

  return Math.round((day(instant) - day(now)) / 86_400_000);
}

/** `49,00 €` from integer minor units. */
export function formatMoney(minor: number, currency: string, locale: Locale): string {
  return moneyFormatter(locale, currency).format(minor / 100);
}

/** `vor 3 Minuten`, `in 2 Stunden`: the largest unit that fits. */
export function formatAgo(instant: Date | string, locale: Locale, now: Date): string {
  const seconds = Math.round((new Date(instant).getTime() - now.getTime()) / 1000);
  const relative = new Intl.RelativeTimeFormat(INTL_LOCALE[locale], { numeric: "auto" });
  const size = Math.abs(seconds);
  if (size < 60) return relative.format(seconds, "second");
  if (size < 3600) return relative.format(Math.round(seconds / 60), "minute");
  if (size < 86_400) return relative.format(Math.round(seconds / 3600), "hour");

  return relative.format(Math.round(seconds / 86_400), "day");
}

/** `GMT+1` or `MEZ`: said only when a reader's zone and the venue's differ. */
export function formatZone(instant: Date | string, { locale, timeZone }: Reader): string {
  const part = formatter(locale, timeZone, { timeZoneName: "short" })
    .formatToParts(new Date(instant))
    .find(({ type }) => type === "timeZoneName");

  return part?.value ?? timeZone;
}

/** `Mitteleuropäische Zeit`: a zone's name that is true in summer and in winter. */
export function formatZoneName(instant: Date | string, { locale, timeZone }: Reader): string {
  const part = formatter(locale, timeZone, { timeZoneName: "longGeneric" })
    .formatToParts(new Date(instant))
    .find(({ type }) => type === "timeZoneName");

  return part?.value ?? timeZone;
}

/** Whether two zones show the same wall clock at an instant. */
export function sameWallClock(instant: Date | string, one: string, other: string): boolean {
  const clock = (timeZone: string) => formatDateTime(instant, { locale: "en", timeZone });

  return one === other || clock(one) === clock(other);
}

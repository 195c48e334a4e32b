import { daysUntil, formatDay, formatTime, type Reader } from "@/lib/shared/format";

import type { Around, Say } from "./when-text";

const NEAR_DAYS: Record<number, string> = { [-1]: "yesterday", 0: "today", 1: "tomorrow" };

/** `heute, 09:38 Uhr`, `Mittwoch, 18. November, 20:12 Uhr`: when something happened or will. */
export function momentText(at: Date | string, { reader, now, common }: Around): string {
  const near = NEAR_DAYS[daysUntil(at, reader.timeZone, now)];
  const day = near === undefined ? formatDay(at, reader, now) : common(`day.${near}`);

  return common("time.dayAt", { day, time: formatTime(at, reader) });
}

type Dates = { locale: Reader["locale"]; today: string; now: Date; appointments: Say };

/** `Heute, Montag, 23. November`: a calendar day (`2026-11-23`) as a heading. */
export function dayHead(day: string, { locale, today, now, appointments }: Dates): string {
  const distance = Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000);
  const near = NEAR_DAYS[distance];
  const words = dayWords(day, locale, now);

  return near === undefined ? words : appointments(`dayHead.${near}`, { day: words });
}

/** `Montag, 23. November`: a calendar day in words, whatever zone it belongs to. */
export function dayWords(day: string, locale: Reader["locale"], now: Date): string {
  return formatDay(`${day}T00:00:00Z`, { locale, timeZone: "UTC" }, now);
}

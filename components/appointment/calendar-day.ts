import type { Locale } from "@/lib/shared/schema";

/** `Mo, 23.11.`: a calendar day as the head of a narrow column. */
export function formatCalendarDay(day: string, locale: Locale): string {
  return new Intl.DateTimeFormat(locale === "de" ? "de-DE" : "en-GB", {
    weekday: "short",
    day: "numeric",
    month: "numeric",
    timeZone: "UTC",
  }).format(new Date(day));
}

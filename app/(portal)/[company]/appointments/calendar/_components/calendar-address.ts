import type { CalendarQuery } from "@/lib/calendar/schema";

/** The address of a calendar, without what is not chosen. */
export function calendarQuery(query: Partial<CalendarQuery>): string {
  const set = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));

  return set.length === 0 ? "" : `?${new URLSearchParams(set).toString()}`;
}

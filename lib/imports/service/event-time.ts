import "server-only";

import type ICAL from "ical.js";
import { Temporal } from "temporal-polyfill";

import type { Moment } from "@/lib/imports/schema";
import { timeZoneSchema } from "@/lib/shared/schema";

const LONGEST_ZONE = 100;

/** What Outlook calls the zones of those who are likely to read this. */
const WINDOWS_ZONES: Record<string, string> = {
  "w. europe standard time": "Europe/Berlin",
  "central europe standard time": "Europe/Budapest",
  "central european standard time": "Europe/Warsaw",
  "romance standard time": "Europe/Paris",
  "gmt standard time": "Europe/London",
  "greenwich standard time": "Atlantic/Reykjavik",
  "gtb standard time": "Europe/Bucharest",
  "e. europe standard time": "Europe/Chisinau",
  "fle standard time": "Europe/Helsinki",
  "turkey standard time": "Europe/Istanbul",
  "eastern standard time": "America/New_York",
  "pacific standard time": "America/Los_Angeles",
};

/** As it was written, before the parser has made anything of it. */
export function writtenIn(property: ICAL.Property | null): string {
  const [, , , value] = (property?.toJSON() ?? []) as unknown[];

  return typeof value === "string" ? value : "";
}

/** Null where the event does not say it; a text is what is wrong with it. */
export function momentOf(event: ICAL.Component, name: string): Moment | string | null {
  const property = event.getFirstProperty(name);
  if (property === null) return null;
  const value = writtenIn(property);
  if (property.type === "date") return "event-all-day";
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?$/.test(value)) {
    return "date-unreadable";
  }
  // 30 February looks like a day: whoever reads it throws.
  Temporal.PlainDateTime.from(value.replace("Z", ""));
  if (value.endsWith("Z")) return { instant: value };
  const zone = property.getParameter("tzid") as string | undefined;
  const timeZone = zone === undefined ? null : zoneOf(zone);

  return timeZone === undefined ? "zone-unknown" : { wall: value.slice(0, 16), timeZone };
}

/** The IANA name of a zone, also where it is part of a longer one, or Outlook's; undefined for others. */
function zoneOf(tzid: string): string | undefined {
  if (tzid.length > LONGEST_ZONE) return undefined;
  const name = tzid.trim().replace(/^"|"$/g, "");
  const short = /[A-Z][A-Za-z_]+\/[A-Za-z_/+-]+\d*$/.exec(name)?.[0] ?? name;
  const found = WINDOWS_ZONES[name.toLowerCase()] ?? short;

  return timeZoneSchema.safeParse(found).success ? found : undefined;
}

/** The same for how long it takes. */
export function minutesOf(event: ICAL.Component): number | string | null {
  const property = event.getFirstProperty("duration");
  if (property === null) return null;
  const [, weeks, days, hours, minutes, seconds] =
    /^P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?$/.exec(
      writtenIn(property),
    ) ?? [];
  const parts = [weeks, days, hours, minutes, seconds];
  if (parts.every((part) => part === undefined)) return "duration-unreadable";
  const lengths = [7 * 1440, 1440, 60, 1, 1 / 60];

  return parts.reduce((sum, part, index) => sum + Number(part ?? "0") * (lengths[index] ?? 0), 0);
}

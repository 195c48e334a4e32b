import * as z from "zod";

import type { AppointmentStatus, Person } from "@/lib/appointments/schema";
import { daySchema, idSchema, optionalField } from "@/lib/shared/schema";

export const CALENDAR_VIEWS = ["day", "week"] as const;

/** Which calendar is shown; an address may say anything. */
export const calendarQuerySchema = z.object({
  view: z.enum(CALENDAR_VIEWS).default("day").catch("day"),
  day: optionalField(daySchema).catch(undefined),
  branchId: optionalField(idSchema).catch(undefined),
  staffId: optionalField(idSchema).catch(undefined),
});
export type CalendarQuery = z.output<typeof calendarQuerySchema>;

/** A stretch of a day in minutes of its wall clock, half-open. */
export type Stretch = { from: number; to: number };

/** What a day's clock shows when: instants in milliseconds, the clock in minutes since midnight. */
export type DayClock = {
  midnight: number;
  /** Where the clock changes: after so many minutes it skips so many, or goes back (less than zero). */
  change: { after: number; skips: number } | null;
};

export type CalendarEvent = {
  id: string;
  reference: string;
  version: number;
  status: AppointmentStatus;
  startsAt: string;
  endsAt: string;
  bufferBeforeMinutes: number;
  bufferAfterMinutes: number;
  stepMinutes: number;
  colour: string;
  customer: { name: string; hasEmail: boolean };
  service: string;
  staff: Person;
  branch: Person;
  /** Begun, over or not theirs to change: it stays where it is. */
  canMove: boolean;
};

/** An event where it stands in its column: beside `lanes - 1` others at the same time. */
export type PlacedEvent = CalendarEvent & Stretch & { lane: number; lanes: number };

export type CalendarColumn = {
  /** Unique in a calendar. */
  key: string;
  day: string;
  staff: Person;
  clock: DayClock;
  /** Working hours. */
  open: Stretch[];
  /** Time off and closed days; a closed day has a name. */
  away: (Stretch & { name: string | null })[];
  events: PlacedEvent[];
};

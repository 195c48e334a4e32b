import "server-only";

import type { Person } from "@/lib/appointments/schema";
import {
  afterNow,
  findFreeTimes,
  type FreeDay,
  type FreeSlot,
  type FreeSlots,
  type SlotSearch,
} from "@/lib/appointments/service/free-times";
import { startOfDay } from "@/lib/calendar/service/day-clock";
import { localDate } from "@/lib/shared/format";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

const DAY_MS = 86_400_000;
const WINDOW_DAYS = 14;
/** Days with room on one page: the nearest are what people want, the rest is one click away. */
const DAYS_SHOWN = 6;

type Paged = { search: SlotSearch; staffId?: string; from?: Date | string };

/**
 * Free times day by day, `from` a day of the venue's calendar on where a list ended, or from an instant. Where two weeks have no room the next two
 * are looked at, up to the last day that can be booked: the nearest days with room come first.
 */
export async function listFreeDays(
  ctx: TenantContext,
  db: TenantDb,
  { search, staffId, from }: Paged,
): Promise<FreeSlots> {
  const end = new Date(ctx.now.getTime() + search.maxDaysAhead * DAY_MS);
  const first = typeof from === "string" ? startOfDay(from, search.timeZone) : from;
  const wanted = Math.max(afterNow(ctx), first?.getTime() ?? 0);
  let until = new Date(Math.min(end.getTime(), wanted));
  let slots: FreeSlot[] = [];
  let staff: Person[] = [];

  do {
    const start = until;
    until = new Date(Math.min(end.getTime(), start.getTime() + WINDOW_DAYS * DAY_MS));
    const found = await findFreeTimes(ctx, db, { search, from: start, until });
    staff = found.staff;
    slots = found.slots.filter((slot) => staffId === undefined || slot.staff.id === staffId);
  } while (slots.length === 0 && until < end);

  const days = byDay(slots, search.timeZone);
  const further = until < end ? localDate(until, search.timeZone) : null;

  return {
    days: days.slice(0, DAYS_SHOWN),
    staff,
    nextFrom: days[DAYS_SHOWN]?.date ?? further,
    until: end.toISOString(),
  };
}

function byDay(slots: FreeSlot[], timeZone: string): FreeDay[] {
  const days = new Map<string, FreeSlot[]>();
  const ordered = [...slots].sort((one, other) => one.startsAt.localeCompare(other.startsAt));

  for (const slot of ordered) {
    const date = localDate(slot.startsAt, timeZone);
    days.set(date, [...(days.get(date) ?? []), slot]);
  }

  return [...days].map(([date, daySlots]) => ({ date, slots: daySlots }));
}

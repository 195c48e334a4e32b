import "server-only";

import type { Person } from "@/lib/appointments/schema";
import { type LoadedAppointment, shapeOf } from "@/lib/appointments/service/load-appointment";
import { freeStarts, nearestStarts, type SlotShape } from "@/lib/availability/rules";
import { loadCalendars } from "@/lib/availability/service/load-calendars";
import { localDate } from "@/lib/shared/format";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

const DAY_MS = 86_400_000;
const WINDOW_DAYS = 14;
/** Days with room on one page: the nearest are what people want, the rest is one click away. */
const DAYS_SHOWN = 6;

export type FreeSlot = { startsAt: string; staff: Person };
export type FreeDay = { date: string; slots: FreeSlot[] };
export type FreeSlots = {
  days: FreeDay[];
  staff: Person[];
  /** Where to go on reading, or null at the end of what can be booked. */
  nextFrom: string | null;
  /** The last day that can be booked. */
  until: string;
};

/** What a free time is looked for. */
export type SlotSearch = {
  serviceId: string;
  branchId: string;
  timeZone: string;
  shape: SlotShape;
  customerId?: string;
  /** The appointment that is to move: its own time is free for it, and not worth offering. */
  current?: { id: string; startsAt: Date; staffId: string };
};

/** For an appointment like this one, which there is not yet. */
export function searchLike(appointment: LoadedAppointment): SlotSearch {
  const { service, branch, customer, timeZone } = appointment;

  return {
    serviceId: service.id,
    branchId: branch.id,
    timeZone,
    shape: shapeOf(appointment),
    customerId: customer.id,
  };
}

/** For an appointment that is to move. */
export function searchOf(appointment: LoadedAppointment): SlotSearch {
  const { id, startsAt, staff } = appointment;

  return { ...searchLike(appointment), current: { id, startsAt, staffId: staff.id } };
}

type Paged = { search: SlotSearch; maxDaysAhead: number; staffId?: string; from?: Date };

/** Free times day by day, `from` a day on where a list ended. */
export async function listFreeDays(
  ctx: TenantContext,
  db: TenantDb,
  { search, maxDaysAhead, staffId, from }: Paged,
): Promise<FreeSlots> {
  const end = new Date(ctx.now.getTime() + maxDaysAhead * DAY_MS);
  const wanted = Math.max(afterNow(ctx), from?.getTime() ?? 0);
  const start = new Date(Math.min(end.getTime(), wanted));
  const until = new Date(Math.min(end.getTime(), start.getTime() + WINDOW_DAYS * DAY_MS));
  const all = await findFreeTimes(ctx, db, { search, from: start, until });
  const slots = all.slots.filter((slot) => staffId === undefined || slot.staff.id === staffId);

  const days = byDay(slots, search.timeZone);
  const further = until < end ? localDate(until, search.timeZone) : null;

  return {
    days: days.slice(0, DAYS_SHOWN),
    staff: all.staff,
    nextFrom: days[DAYS_SHOWN]?.date ?? further,
    until: end.toISOString(),
  };
}

/** The three free times closest to one that is gone, with the same staff member. */
export async function findNearest(
  ctx: TenantContext,
  db: TenantDb,
  { search, wanted }: { search: SlotSearch; wanted: { startsAt: Date; staffId: string } },
): Promise<FreeSlot[]> {
  const at = wanted.startsAt.getTime();
  const from = new Date(Math.max(afterNow(ctx), at - 3 * DAY_MS));
  const until = new Date(Math.max(from.getTime(), at + 4 * DAY_MS));
  const { slots } = await findFreeTimes(ctx, db, { search, from, until });
  const theirs = slots.filter((slot) => slot.staff.id === wanted.staffId);
  const nearest = nearestStarts(
    theirs.map((slot) => new Date(slot.startsAt)),
    wanted.startsAt,
    3,
  ).map((start) => start.toISOString());

  return theirs.filter((slot) => nearest.includes(slot.startsAt));
}

/** What begins at this very moment can be booked no more. */
function afterNow({ now }: TenantContext): number {
  return now.getTime() + 1;
}

async function findFreeTimes(
  ctx: TenantContext,
  db: TenantDb,
  { search, from, until }: { search: SlotSearch; from: Date; until: Date },
): Promise<{ slots: FreeSlot[]; staff: Person[] }> {
  const { current, shape, timeZone: _zone, ...what } = search;
  const calendars = await loadCalendars(db, {
    ...what,
    companyId: ctx.companyId,
    from,
    until,
    ...(current !== undefined && {
      currentStaffId: current.staffId,
      ignoreAppointmentId: current.id,
    }),
  });
  const slots = calendars.flatMap(({ id, name, ...calendar }) =>
    freeStarts({ ...calendar, shape, from, until }).map((start) => ({
      startsAt: start.toISOString(),
      staff: { id, name },
    })),
  );
  const present = current?.startsAt.toISOString();

  return {
    slots: slots.filter(
      ({ startsAt, staff }) => startsAt !== present || staff.id !== current?.staffId,
    ),
    staff: calendars.map(({ id, name }) => ({ id, name })),
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

import "server-only";

import type { Person } from "@/lib/appointments/schema";
import {
  type LoadedAppointment,
  policyOf,
  shapeOf,
} from "@/lib/appointments/service/load-appointment";
import { freeStarts, nearestStarts, type SlotShape } from "@/lib/availability/rules";
import { loadCalendars } from "@/lib/availability/service/load-calendars";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

export type FreeSlot = { startsAt: string; staff: Person };
export type FreeDay = { date: string; slots: FreeSlot[] };
export type FreeSlots = {
  days: FreeDay[];
  staff: Person[];
  /** Where to go on reading; null at the end. */
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
  /** Nothing is offered that begins later; members may pass it by with a reason. */
  maxDaysAhead: number;
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
    maxDaysAhead: policyOf(appointment).policy.maxDaysAhead,
    customerId: customer.id,
  };
}

/** For an appointment that is to move. */
export function searchOf(appointment: LoadedAppointment): SlotSearch {
  const { id, startsAt, staff } = appointment;

  return { ...searchLike(appointment), current: { id, startsAt, staffId: staff.id } };
}

/** A time that is gone. */
export type Gone = { startsAt: Date; staffId: string };

/** One person's free times in the days around one that is gone, within the horizon of whoever is no member. */
export async function findAround(
  ctx: TenantContext,
  db: TenantDb,
  { search, wanted }: { search: SlotSearch; wanted: Gone },
): Promise<FreeSlot[]> {
  const at = wanted.startsAt.getTime();
  const end =
    ctx.actor.kind === "member" ? Infinity : ctx.now.getTime() + search.maxDaysAhead * DAY_MS;
  const from = new Date(Math.max(afterNow(ctx), at - 3 * DAY_MS));
  const until = new Date(Math.max(from.getTime(), Math.min(end, at + 4 * DAY_MS)));
  const { slots } = await findFreeTimes(ctx, db, { search, from, until });

  return slots.filter((slot) => slot.staff.id === wanted.staffId);
}

/** The three of them that are closest to it. */
export function closestOf(around: FreeSlot[], { startsAt }: Gone): FreeSlot[] {
  const nearest = nearestStarts(
    around.map((slot) => new Date(slot.startsAt)),
    startsAt,
    3,
  ).map((start) => start.toISOString());

  return around.filter((slot) => nearest.includes(slot.startsAt));
}

/** What begins at this very moment can be booked no more. */
export function afterNow({ now }: TenantContext): number {
  return now.getTime() + 1;
}

/** Everybody's free times between two instants, and who they are. */
export async function findFreeTimes(
  ctx: TenantContext,
  db: TenantDb,
  { search, from, until }: { search: SlotSearch; from: Date; until: Date },
): Promise<{ slots: FreeSlot[]; staff: Person[] }> {
  const { current, shape, timeZone: _zone, maxDaysAhead: _days, ...what } = search;
  const calendars = await loadCalendars(db, {
    ...what,
    companyId: ctx.companyId,
    // What begins within the window lasts beyond its end, and takes time before its beginning.
    from: new Date(from.getTime() - shape.bufferBeforeMinutes * MINUTE_MS),
    until: new Date(
      until.getTime() + (shape.durationMinutes + shape.bufferAfterMinutes) * MINUTE_MS,
    ),
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

import "server-only";

import { canChange } from "@/lib/appointments/policy";
import type { Person } from "@/lib/appointments/schema";
import { ownershipOf } from "@/lib/appointments/service/authorise-change";
import {
  loadAppointment,
  type LoadedAppointment,
  policyOf,
} from "@/lib/appointments/service/load-appointment";
import { freeStarts, nearestStarts } from "@/lib/availability/rules";
import { loadCalendars } from "@/lib/availability/service/load-calendars";
import { localDate } from "@/lib/shared/format";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

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

/**
 * Free times to move an appointment to, day by day, for its service in its branch.
 * `staffId` narrows it to one person; `from` (a date) goes on where a list ended.
 *
 * @throws NotFound unknown, of another company, or not the actor's to change
 */
export function listFreeSlots(
  ctx: TenantContext,
  { appointmentId, staffId, from }: { appointmentId: string; staffId?: string; from?: Date },
): Promise<FreeSlots> {
  return ctx.transaction(async (db) => {
    const appointment = await loadAppointment(db, ctx.companyId, appointmentId);
    if (appointment === null || !canChange(ctx.actor, ownershipOf(appointment)))
      throw new NotFound();

    const end = new Date(ctx.now.getTime() + policyOf(appointment).policy.maxDaysAhead * DAY_MS);
    // Asked for a day after the last one, there is an empty list, and no interval that ends before it begins.
    const wanted = Math.max(ctx.now.getTime(), from?.getTime() ?? 0);
    const start = new Date(Math.min(end.getTime(), wanted));
    const until = new Date(Math.min(end.getTime(), start.getTime() + WINDOW_DAYS * DAY_MS));
    const all = await freeTimes(ctx, db, { appointment, from: start, until });
    const slots = all.slots.filter((slot) => staffId === undefined || slot.staff.id === staffId);

    const days = byDay(slots, appointment.timeZone);
    const further = until < end ? localDate(until, appointment.timeZone) : null;

    return {
      days: days.slice(0, DAYS_SHOWN),
      staff: all.staff,
      nextFrom: days[DAYS_SHOWN]?.date ?? further,
      until: end.toISOString(),
    };
  });
}

async function freeTimes(
  ctx: TenantContext,
  db: TenantDb,
  { appointment, from, until }: { appointment: LoadedAppointment; from: Date; until: Date },
): Promise<{ slots: FreeSlot[]; staff: Person[] }> {
  const calendars = await loadCalendars(db, {
    companyId: ctx.companyId,
    serviceId: appointment.service.id,
    branchId: appointment.branch.id,
    currentStaffId: appointment.staff.id,
    from,
    until,
    ignoreAppointmentId: appointment.id,
  });
  const slots = calendars.flatMap(({ id, name, timeZone, workingHours, timeOff, claims }) =>
    freeStarts({
      timeZone,
      workingHours,
      busy: [...timeOff, ...claims],
      durationMinutes: durationMinutes(appointment),
      from,
      until,
    }).map((start) => ({ startsAt: start.toISOString(), staff: { id, name } })),
  );
  const current = appointment.startsAt.toISOString();

  return {
    slots: slots.filter(
      ({ startsAt, staff }) => startsAt !== current || staff.id !== appointment.staff.id,
    ),
    staff: calendars.map(({ id, name }) => ({ id, name })),
  };
}

/** What was booked counts, not what the service takes by now. */
export function durationMinutes({ startsAt, endsAt }: LoadedAppointment): number {
  return (endsAt.getTime() - startsAt.getTime()) / 60_000;
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

/** The three free times closest to one that is gone, with the same staff member. */
export function nearestFreeSlots(
  ctx: TenantContext,
  { appointmentId, staffId, startsAt }: { appointmentId: string; staffId: string; startsAt: Date },
): Promise<FreeSlot[]> {
  return ctx.transaction(async (db) => {
    const appointment = await loadAppointment(db, ctx.companyId, appointmentId);
    if (appointment === null) return [];

    const from = new Date(Math.max(ctx.now.getTime(), startsAt.getTime() - 3 * DAY_MS));
    const until = new Date(Math.max(from.getTime(), startsAt.getTime() + 4 * DAY_MS));
    const { slots } = await freeTimes(ctx, db, { appointment, from, until });
    const theirs = slots.filter((slot) => slot.staff.id === staffId);
    const nearest = nearestStarts(
      theirs.map((slot) => new Date(slot.startsAt)),
      startsAt,
      3,
    ).map((start) => start.toISOString());

    return theirs.filter((slot) => nearest.includes(slot.startsAt));
  });
}

import "server-only";

import {
  NotOffered,
  OutsideOpeningHours,
  SlotInThePast,
  SlotNotOffered,
  TooFarAhead,
} from "@/lib/appointments/errors";
import { canOverride } from "@/lib/appointments/policy";
import type { Person } from "@/lib/appointments/schema";
import { ownershipOf } from "@/lib/appointments/service/authorise-change";
import { type LoadedAppointment, shapeOf } from "@/lib/appointments/service/load-appointment";
import { freeStarts, isInsideHours, openRanges } from "@/lib/availability/rules";
import { loadCalendars, type StaffCalendar } from "@/lib/availability/service/load-calendars";
import type { Policy } from "@/lib/policies/schema";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

const DAY_MS = 86_400_000;

export type Slot = {
  startsAt: Date;
  endsAt: Date;
  staff: Person;
  /** The rule that a member passed by with a reason, for the audit log. */
  override: "too-far-ahead" | "outside-opening-hours" | null;
};

type Question = {
  appointment: LoadedAppointment;
  policy: Policy;
  /** A reason lets those pass the company's hours and horizon who may override them. */
  wanted: Wanted;
};

export type Wanted = {
  startsAt: Date;
  staffId: string;
  reason: string;
  /** The reason was given for something else than working at a time when nobody does. */
  isWithinHours?: boolean;
};

/**
 * The slot an appointment would take, if the company's hours and horizon allow it. Whether somebody
 * else has it is for the database to say, when the slot is claimed.
 *
 * @throws SlotInThePast
 * @throws TooFarAhead, OutsideOpeningHours the latter also for time off and closed days; a member who
 *   may override limits passes both with a reason
 * @throws SlotNotOffered a customer wants a time that no list has
 * @throws NotFound nobody of that id performs this service here
 */
export async function checkSlot(
  ctx: TenantContext,
  db: TenantDb,
  { appointment, policy, wanted }: Question,
): Promise<Slot> {
  const { startsAt } = wanted;
  const endsAt = new Date(startsAt.getTime() + shapeOf(appointment).durationMinutes * 60_000);
  if (startsAt <= ctx.now) throw new SlotInThePast();

  const mayOverride = isOverride(ctx, appointment, wanted.reason);
  const isTooFar = startsAt.getTime() > ctx.now.getTime() + policy.maxDaysAhead * DAY_MS;
  if (isTooFar && !mayOverride) throw new TooFarAhead({ params: { days: policy.maxDaysAhead } });

  const asked = { appointment, slot: { startsAt, endsAt, staffId: wanted.staffId } };
  const { calendar, isAtWork } = await loadWork(ctx, db, asked);
  if (calendar === undefined) throw new NotFound();
  if (!isAtWork && (!mayOverride || wanted.isWithinHours === true)) throw new OutsideOpeningHours();
  const isOffered = ctx.actor.kind !== "customer" || isListed(calendar, appointment, startsAt);
  if (!isOffered) throw new SlotNotOffered();

  return {
    startsAt,
    endsAt,
    staff: { id: calendar.id, name: calendar.name },
    override: isTooFar ? "too-far-ahead" : isAtWork ? null : "outside-opening-hours",
  };
}

/**
 * Whether an appointment can stand where it is, until `endsAt`: when it is restored, or takes longer. The horizon
 * has nothing to do with it, because its beginning was agreed on before.
 *
 * @returns the rule that a member passed by with a reason, for the audit log
 * @throws NotOffered whoever performs it has stopped
 * @throws OutsideOpeningHours also for time off and closed days; a member who may override limits passes
 *   with a reason
 */
export async function checkStanding(
  ctx: TenantContext,
  db: TenantDb,
  { appointment, endsAt, reason }: Standing,
): Promise<Slot["override"]> {
  const { startsAt, staff } = appointment;
  const asked = { appointment, slot: { startsAt, endsAt, staffId: staff.id } };
  const { calendar, isAtWork } = await loadWork(ctx, db, asked);
  if (calendar === undefined) throw new NotOffered();
  if (isAtWork) return null;
  if (!isOverride(ctx, appointment, reason)) throw new OutsideOpeningHours();

  return "outside-opening-hours";
}

function isOverride({ actor }: TenantContext, appointment: LoadedAppointment, reason: string) {
  return reason !== "" && canOverride(actor, ownershipOf(appointment));
}

/** Customers choose from a list: its times are a step apart, whatever a form says. */
function isListed(
  { timeZone, workingHours }: StaffCalendar,
  appointment: LoadedAppointment,
  startsAt: Date,
): boolean {
  const shape = shapeOf(appointment);
  const until = new Date(startsAt.getTime() + 1);

  return (
    freeStarts({ timeZone, workingHours, shape, away: [], claims: [], from: startsAt, until })
      .length > 0
  );
}

type Standing = { appointment: LoadedAppointment; endsAt: Date; reason: string };
type Asked = {
  appointment: LoadedAppointment;
  slot: { startsAt: Date; endsAt: Date; staffId: string };
};

/** No calendar where nobody of that id performs this service here. */
async function loadWork(
  { companyId }: TenantContext,
  db: TenantDb,
  { appointment, slot }: Asked,
): Promise<{ calendar?: StaffCalendar; isAtWork: boolean }> {
  const [calendar] = await loadCalendars(db, {
    companyId,
    serviceId: appointment.service.id,
    branchId: appointment.branch.id,
    currentStaffId: appointment.staff.id,
    staffId: slot.staffId,
    from: slot.startsAt,
    until: slot.endsAt,
    ignoreAppointmentId: appointment.id,
  });

  return calendar === undefined
    ? { isAtWork: false }
    : { calendar, isAtWork: isInside(calendar, slot) };
}

function isInside(
  { timeZone, workingHours, away }: StaffCalendar,
  slot: { startsAt: Date; endsAt: Date },
): boolean {
  const open = openRanges({
    timeZone,
    workingHours,
    from: slot.startsAt,
    until: slot.endsAt,
  });

  return (
    isInsideHours(slot, open) &&
    !away.some((range) => range.startsAt < slot.endsAt && slot.startsAt < range.endsAt)
  );
}

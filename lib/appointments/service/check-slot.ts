import "server-only";

import { OutsideOpeningHours, SlotInThePast, TooFarAhead } from "@/lib/appointments/errors";
import { canOverride } from "@/lib/appointments/policy";
import type { Person } from "@/lib/appointments/schema";
import { ownershipOf } from "@/lib/appointments/service/authorise-change";
import { type LoadedAppointment, shapeOf } from "@/lib/appointments/service/load-appointment";
import { isInsideHours, openRanges } from "@/lib/availability/rules";
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
  wanted: { startsAt: Date; staffId: string; reason: string };
};

/**
 * The slot an appointment would take, if the company's hours and horizon allow it. Whether somebody
 * else has it is for the database to say, when the slot is claimed.
 *
 * @throws SlotInThePast
 * @throws TooFarAhead, OutsideOpeningHours the latter also for time off and closed days; a member who
 *   may override limits passes both with a reason
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

  const mayOverride = canOverride(ctx.actor, ownershipOf(appointment)) && wanted.reason !== "";
  const isTooFar = startsAt.getTime() > ctx.now.getTime() + policy.maxDaysAhead * DAY_MS;
  if (isTooFar && !mayOverride) throw new TooFarAhead({ params: { days: policy.maxDaysAhead } });

  const [calendar] = await loadCalendars(db, {
    companyId: ctx.companyId,
    serviceId: appointment.service.id,
    branchId: appointment.branch.id,
    currentStaffId: appointment.staff.id,
    staffId: wanted.staffId,
    from: startsAt,
    until: endsAt,
    ignoreAppointmentId: appointment.id,
  });
  if (calendar === undefined) throw new NotFound();

  const isOutside = !isAtWork(calendar, { startsAt, endsAt });
  if (isOutside && !mayOverride) throw new OutsideOpeningHours();

  return {
    startsAt,
    endsAt,
    staff: { id: calendar.id, name: calendar.name },
    override: isTooFar ? "too-far-ahead" : isOutside ? "outside-opening-hours" : null,
  };
}

function isAtWork(
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

import "server-only";

import { OutsideOpeningHours, SlotInThePast, TooFarAhead } from "@/lib/appointments/errors";
import type { Person } from "@/lib/appointments/schema";
import type { AuthorisedChange } from "@/lib/appointments/service/authorise-change";
import { durationMinutes } from "@/lib/appointments/service/free-slots";
import { isInsideHours, openRanges } from "@/lib/availability/rules";
import { loadCalendars } from "@/lib/availability/service/load-calendars";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

const DAY_MS = 86_400_000;

export type Slot = { startsAt: Date; endsAt: Date; staff: Person };

type Wanted = { startsAt: Date; staffId: string };

/**
 * The slot an appointment would take, if the company's hours and horizon allow it. Whether somebody
 * else has it is for the database to say, when the slot is claimed.
 *
 * @throws SlotInThePast, TooFarAhead
 * @throws OutsideOpeningHours also for the staff member's time off
 * @throws NotFound nobody of that id performs this service here
 */
export async function checkSlot(
  ctx: TenantContext,
  db: TenantDb,
  { change, wanted }: { change: AuthorisedChange; wanted: Wanted },
): Promise<Slot> {
  const { appointment, policy } = change;
  const { startsAt } = wanted;
  const endsAt = new Date(startsAt.getTime() + durationMinutes(appointment) * 60_000);

  if (startsAt <= ctx.now) throw new SlotInThePast();
  if (startsAt.getTime() > ctx.now.getTime() + policy.maxDaysAhead * DAY_MS) {
    throw new TooFarAhead({ params: { days: policy.maxDaysAhead } });
  }

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

  const { timeZone, workingHours, timeOff } = calendar;
  const open = openRanges({ timeZone, workingHours, from: startsAt, until: endsAt });
  const isOff = timeOff.some((off) => off.startsAt < endsAt && startsAt < off.endsAt);
  if (isOff || !isInsideHours({ startsAt, endsAt }, open)) throw new OutsideOpeningHours();

  return { startsAt, endsAt, staff: { id: calendar.id, name: calendar.name } };
}

import "server-only";

import { canChange } from "@/lib/appointments/policy";
import { ownershipOf } from "@/lib/appointments/service/authorise-change";
import {
  closestOf,
  findAround,
  type FreeSlot,
  type FreeSlots,
  type Gone,
  searchOf,
} from "@/lib/appointments/service/free-times";
import { listFreeDays } from "@/lib/appointments/service/list-free-days";
import { loadAppointment } from "@/lib/appointments/service/load-appointment";
import { openSlots, withinCalendar } from "@/lib/calcom/service/within-calendar";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

/**
 * Free times to move an appointment to, day by day, for its service in its branch.
 * Of a connected service those that its people's calendars have free, too. `staffId` narrows it to one person; `from` (a day there, or an instant) goes on where a list ended.
 *
 * @throws NotFound unknown, of another company, or not the actor's to change
 */
export async function listFreeSlots(
  ctx: TenantContext,
  { appointmentId, ...page }: { appointmentId: string; staffId?: string; from?: Date | string },
): Promise<FreeSlots> {
  const found = await ctx.transaction(async (db) => {
    const appointment = await loadAppointment(db, ctx.companyId, appointmentId);
    if (appointment === null || !canChange(ctx.actor, ownershipOf(appointment)))
      throw new NotFound();
    const search = searchOf(appointment);
    const free = await listFreeDays(ctx, db, { ...page, search });

    return { free, serviceId: appointment.service.id };
  });

  return withinCalendar(ctx, { ...found, appointmentId });
}

/** The three free times closest to one that is gone, with the same staff member, by both calendars. */
export async function nearestFreeSlots(
  ctx: TenantContext,
  { appointmentId, ...wanted }: Gone & { appointmentId: string },
): Promise<FreeSlot[]> {
  const found = await ctx.transaction(async (db) => {
    const appointment = await loadAppointment(db, ctx.companyId, appointmentId);
    if (appointment === null) return null;
    const slots = await findAround(ctx, db, { search: searchOf(appointment), wanted });

    return { slots, serviceId: appointment.service.id };
  });
  if (found === null) return [];

  return closestOf(await openSlots(ctx, { ...found, appointmentId }), wanted);
}

import "server-only";

import { nearestFreeSlots } from "@/lib/appointments/service/free-slots";
import type { FreeSlot } from "@/lib/appointments/service/free-times";
import { loadAppointment } from "@/lib/appointments/service/load-appointment";
import type { TenantContext } from "@/lib/tenancy/context";

/** The three free times closest to the one an appointment has, or had before it was cancelled. */
export async function nearestToPresent(
  ctx: TenantContext,
  { appointmentId }: { appointmentId: string },
): Promise<FreeSlot[]> {
  const appointment = await ctx.transaction((db) =>
    loadAppointment(db, ctx.companyId, appointmentId),
  );
  if (appointment === null) return [];
  const { staff, startsAt } = appointment;

  return nearestFreeSlots(ctx, { appointmentId, staffId: staff.id, startsAt });
}

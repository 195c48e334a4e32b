import "server-only";

import { canSee } from "@/lib/appointments/policy";
import type { AppointmentConflict } from "@/lib/appointments/schema";
import { ownershipOf } from "@/lib/appointments/service/authorise-change";
import { describeConflict } from "@/lib/appointments/service/describe-conflict";
import { loadAppointment } from "@/lib/appointments/service/load-appointment";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

/**
 * What has happened since somebody saw a version; null when nothing has.
 *
 * @throws NotFound unknown, of another company, or not the actor's to see
 */
export function getConflict(
  ctx: TenantContext,
  { appointmentId, seenVersion }: { appointmentId: string; seenVersion: number },
): Promise<AppointmentConflict | null> {
  return ctx.transaction(async (db) => {
    const appointment = await loadAppointment(db, ctx.companyId, appointmentId);
    if (appointment === null || !canSee(ctx.actor, ownershipOf(appointment))) throw new NotFound();

    return describeConflict(db, { companyId: ctx.companyId, seenVersion, appointment });
  });
}

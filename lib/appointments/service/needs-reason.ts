import "server-only";

import { OutsideOpeningHours } from "@/lib/appointments/errors";
import { canRestore } from "@/lib/appointments/policy";
import { ownershipOf } from "@/lib/appointments/service/authorise-change";
import { checkStanding } from "@/lib/appointments/service/check-slot";
import { loadAppointment } from "@/lib/appointments/service/load-appointment";
import { DomainError } from "@/lib/shared/errors";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

/**
 * Whether a cancelled appointment can be restored only with a reason, because nobody works at its time by now.
 *
 * @throws NotFound unknown, of another company, or not the member's to restore
 */
export function needsReason(ctx: TenantContext, appointmentId: string): Promise<boolean> {
  return ctx.transaction(async (db) => {
    const appointment = await loadAppointment(db, ctx.companyId, appointmentId);
    if (appointment === null || ctx.actor.kind !== "member") throw new NotFound();
    if (!canRestore(ctx.actor, ownershipOf(appointment))) throw new NotFound();
    const { endsAt } = appointment;
    try {
      await checkStanding(ctx, db, { appointment, endsAt, reason: "" });

      return false;
    } catch (error) {
      // Whatever else is in the way is said when it is tried: no reason helps against it.
      if (error instanceof DomainError) return error instanceof OutsideOpeningHours;
      throw error;
    }
  });
}

import "server-only";

import { CustomerHasNoAddress } from "@/lib/appointments/errors";
import { canChange } from "@/lib/appointments/policy";
import type { AskNewTime } from "@/lib/appointments/schema";
import { appointmentMails } from "@/lib/appointments/service/appointment-mails";
import { conflict, ownershipOf } from "@/lib/appointments/service/authorise-change";
import { limitRepeats } from "@/lib/appointments/service/limit-repeats";
import { loadAppointment, policyOf } from "@/lib/appointments/service/load-appointment";
import { recordChange } from "@/lib/appointments/service/record-change";
import { deadlineOf } from "@/lib/appointments/service/snapshot-deadline";
import { AppointmentOver } from "@/lib/policies/errors";
import { hasEnded } from "@/lib/policies/rules";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

/**
 * Asks the customer to choose another time. The present appointment stands until they have; no
 * notice, limit or fee is held against them for it. Asking twice sends the mail again.
 *
 * @throws NotFound unknown, of another company, or not the member's to change
 * @throws AppointmentChanged `version` is no longer the current one
 * @throws AppointmentOver cancelled ones, too
 * @throws CustomerHasNoAddress there is nobody to write to
 * @throws TooManyMails asked three times within the hour
 */
export function askNewTime(ctx: TenantContext, input: AskNewTime): Promise<void> {
  return ctx.transaction(async (db) => {
    const appointment = await loadAppointment(db, ctx.companyId, input.appointmentId);
    if (appointment === null || ctx.actor.kind !== "member") throw new NotFound();
    if (!canChange(ctx.actor, ownershipOf(appointment))) throw new NotFound();
    if (hasEnded(appointment, ctx.now) !== null) throw new AppointmentOver();
    if (appointment.customer.email === null) throw new CustomerHasNoAddress();

    const reason = input.reason === "" ? null : input.reason;
    const { count } = await db.appointment.updateMany({
      where: { companyId: ctx.companyId, id: appointment.id, version: input.version },
      data: { newTimeAskedAt: ctx.now, newTimeReason: reason },
    });
    if (count === 0) throw await conflict(ctx, db, { appointment, input });
    const { id: appointmentId } = appointment;
    await limitRepeats(ctx, db, { appointmentId, action: "new_time_requested" });

    const asked = { ...appointment, newTimeAskedAt: ctx.now };
    await recordChange(ctx, db, {
      appointmentId,
      action: "new_time_requested",
      version: null,
      oldValues: {},
      newValues: {},
      reason: input.reason,
      mails: appointmentMails(ctx, appointment, {
        kind: "new_time",
        version: appointment.version,
        startsAt: appointment.startsAt.toISOString(),
        endsAt: appointment.endsAt.toISOString(),
        staff: appointment.staff.name,
        reason,
        feeMinor: 0,
        deadline: deadlineOf({ ...policyOf(asked), now: ctx.now }),
      }),
    });
  });
}

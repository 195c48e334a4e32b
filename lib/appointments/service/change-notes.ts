import "server-only";

import { NotesChanged } from "@/lib/appointments/errors";
import { canChange } from "@/lib/appointments/policy";
import type { ChangeNotes } from "@/lib/appointments/schema";
import { ownershipOf } from "@/lib/appointments/service/authorise-change";
import { loadAppointment } from "@/lib/appointments/service/load-appointment";
import { recordChange } from "@/lib/appointments/service/record-change";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

/**
 * Writes the company's own note on an appointment, whatever state it is in; customers never see it. A
 * note is no version: its text stays out of the log, who changed it when does not.
 *
 * @throws NotFound unknown, of another company, or not the member's to change
 * @throws NotesChanged a colleague wrote something else meanwhile, which is in the details
 */
export function changeNotes(ctx: TenantContext, input: ChangeNotes): Promise<void> {
  return ctx.transaction(async (db) => {
    const appointment = await loadAppointment(db, ctx.companyId, input.appointmentId);
    if (appointment === null || ctx.actor.kind !== "member") throw new NotFound();
    if (!canChange(ctx.actor, ownershipOf(appointment))) throw new NotFound();

    // Notes from before line ends were all the same are seen as they would be written now.
    const count = await db.$executeRaw`
      update appointments set notes = nullif(${input.notes}, '')
      where company_id = ${ctx.companyId}::uuid and id = ${appointment.id}::uuid
        and regexp_replace(coalesce(notes, ''), ${"\\r\\n?"}, ${"\n"}, 'g') = ${input.seenNotes}`;
    if (count === 0) throw new NotesChanged({ details: { notes: appointment.notes ?? "" } });

    await recordChange(ctx, db, {
      appointmentId: appointment.id,
      action: "notes_changed",
      version: null,
      oldValues: {},
      newValues: {},
      reason: "",
      mails: [],
    });
  });
}

import "server-only";

import { HoldExpired, NothingChanged } from "@/lib/appointments/errors";
import type { Move } from "@/lib/appointments/schema";
import { appointmentMails } from "@/lib/appointments/service/appointment-mails";
import {
  authoriseChange,
  type AuthorisedChange,
  conflict,
} from "@/lib/appointments/service/authorise-change";
import { checkSlot, type Slot, type Wanted } from "@/lib/appointments/service/check-slot";
import { findOccupant } from "@/lib/appointments/service/find-occupant";
import { nearestFreeSlots } from "@/lib/appointments/service/free-slots";
import { holderOf } from "@/lib/appointments/service/hold-slot";
import {
  loadAppointment,
  type LoadedAppointment,
  policyOf,
} from "@/lib/appointments/service/load-appointment";
import { movedValues, toTimes } from "@/lib/appointments/service/moved-values";
import { findReachable, recordChange } from "@/lib/appointments/service/record-change";
import { refusedSlot } from "@/lib/appointments/service/refused-slot";
import { releaseOverdue } from "@/lib/appointments/service/release-overdue";
import { deadlineOf } from "@/lib/appointments/service/snapshot-deadline";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

/**
 * Moves an appointment to another time, and to another staff member where one is chosen. The claim,
 * the version, the audit row, the mails and the end of the hold are one transaction.
 *
 * @returns the appointment's new version
 * @throws HoldExpired a customer's hold on this slot is gone
 * @throws SlotTaken with the three nearest free times, and for members who may see it, whose time it is
 * @throws CustomerElsewhere the customer has another appointment then
 * @throws NothingChanged it is there already
 * @throws everything `authoriseChange` and `checkSlot` throw
 */
export async function rescheduleAppointment(
  ctx: TenantContext,
  input: Move & Pick<Wanted, "isWithinHours">,
): Promise<{ version: number }> {
  try {
    return await ctx.transaction(async (db) => {
      const change = await authoriseChange(ctx, db, { change: "reschedule", input });
      const slot = await checkSlot(ctx, db, { ...change, wanted: input });
      refuseNoMove(change.appointment, slot);
      await releaseOverdue(ctx, db, input);
      if (ctx.actor.kind === "customer") await useHold(ctx, db, { input, slot });

      await move(ctx, db, { change, slot, input });
      await recordMove(ctx, db, { change, slot, input });

      return { version: input.version + 1 };
    });
  } catch (error) {
    throw await refusedSlot(
      error,
      () => nearestFreeSlots(ctx, input),
      () => findOccupant(ctx, input),
    );
  }
}

function refuseNoMove({ startsAt, staff }: LoadedAppointment, slot: Slot): void {
  if (startsAt.getTime() === slot.startsAt.getTime() && staff.id === slot.staff.id) {
    throw new NothingChanged();
  }
}

type Decided = { change: AuthorisedChange; slot: Slot; input: Move };

/** A customer moves only to the slot that is held for them, and the hold ends with the move. */
async function useHold(
  ctx: TenantContext,
  db: TenantDb,
  { input, slot }: Pick<Decided, "input" | "slot">,
): Promise<void> {
  const used = await db.$executeRaw`
    update appointment_reservations set status = 'converted'
    where company_id = ${ctx.companyId}::uuid and id = ${input.holdId ?? null}::uuid
      and original_appointment_id = ${input.appointmentId}::uuid and holder = ${holderOf(ctx)}
      and staff_id = ${slot.staff.id}::uuid and starts_at = ${slot.startsAt}
      and status = 'active' and expires_at > now()`;
  if (used === 0) throw new HoldExpired();
}

/** Conditional on the version the person was looking at: of two at once, one gets no row. */
async function move(ctx: TenantContext, db: TenantDb, { slot, input }: Decided): Promise<void> {
  const moved = await db.$executeRaw`
    update appointments set
      previous_starts_at = starts_at, starts_at = ${slot.startsAt}, ends_at = ${slot.endsAt},
      staff_id = ${slot.staff.id}::uuid, version = version + 1,
      new_time_asked_at = null, new_time_reason = null,
      rescheduled_count = rescheduled_count
        + case when ${ctx.actor.kind === "customer"} and new_time_asked_at is null then 1 else 0 end,
      last_modified_at = now(), last_modified_by = ${holderOf(ctx)}
    where company_id = ${ctx.companyId}::uuid and id = ${input.appointmentId}::uuid
      and version = ${input.version}`;
  if (moved === 1) return;

  const appointment = await loadAppointment(db, ctx.companyId, input.appointmentId);
  if (appointment === null) throw new NotFound();
  throw await conflict(ctx, db, { appointment, input });
}

async function recordMove(
  ctx: TenantContext,
  db: TenantDb,
  { change, slot, input }: Decided,
): Promise<void> {
  const { appointment, policy } = change;
  const isMoved = appointment.startsAt.getTime() !== slot.startsAt.getTime();
  const isOtherStaff = appointment.staff.id !== slot.staff.id;
  const newStaff = isOtherStaff ? await findReachable(ctx, db, slot.staff.id) : undefined;

  await recordChange(ctx, db, {
    appointmentId: appointment.id,
    action: isMoved ? "rescheduled" : "staff_changed",
    version: input.version + 1,
    ...movedValues({ change, slot }),
    reason: input.reason,
    notify: input.notify,
    mails: appointmentMails(ctx, appointment, {
      kind: isMoved ? "rescheduled" : "changed",
      version: input.version + 1,
      ...toTimes(slot),
      staff: slot.staff.name,
      ...(newStaff !== undefined && { newStaff }),
      reason: input.reason === "" ? null : input.reason,
      feeMinor: change.decision.feeMinor,
      deadline: deadlineOf({ policy, facts: factsAfter(ctx, { change, slot }), now: ctx.now }),
    }),
  });
}

/** A move that the company has asked for is not held against the customer. */
function factsAfter(ctx: TenantContext, { change, slot }: Pick<Decided, "change" | "slot">) {
  const { appointment } = change;
  const isTheirs = ctx.actor.kind === "customer" && appointment.newTimeAskedAt === null;

  return {
    ...policyOf({ ...appointment, newTimeAskedAt: null }).facts,
    startsAt: slot.startsAt,
    rescheduledCount: appointment.rescheduledCount + (isTheirs ? 1 : 0),
  };
}

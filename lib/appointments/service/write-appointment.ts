import "server-only";

import { appointmentMails } from "@/lib/appointments/service/appointment-mails";
import type { Slot } from "@/lib/appointments/service/check-slot";
import { holderOf } from "@/lib/appointments/service/hold-slot";
import { type LoadedAppointment, policyOf } from "@/lib/appointments/service/load-appointment";
import { manageSecret } from "@/lib/appointments/service/manage-link";
import { recordChange } from "@/lib/appointments/service/record-change";
import { releaseOverdue } from "@/lib/appointments/service/release-overdue";
import { deadlineOf } from "@/lib/appointments/service/snapshot-deadline";
import { hashSecret } from "@/lib/platform/secrets";
import type { Policy } from "@/lib/policies/schema";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

type Written = {
  offer: LoadedAppointment;
  policy: Policy;
  slot: Slot;
  notes: string;
  reason: string;
  notify?: boolean | undefined;
  /** The calendar has it already: it was booked there. */
  isInCalendar?: boolean;
  /** It waits for somebody's yes; until then nobody is told that it stands. */
  isRequest?: boolean;
};

/**
 * Writes a new appointment with its line in the log and its mails. The rules of this moment are kept with it: they
 * are what the customer is promised.
 *
 * @throws the database's refusal where the time is taken
 */
export async function writeAppointment(
  ctx: TenantContext,
  db: TenantDb,
  written: Written,
): Promise<void> {
  const { offer, slot } = written;
  await releaseOverdue(ctx, db, { staffId: slot.staff.id, customerId: offer.customer.id });
  await insert(ctx, db, written);
  await recordBooking(ctx, db, written);
}

async function insert(
  ctx: TenantContext,
  db: TenantDb,
  { offer, policy, slot, notes, isInCalendar = false, isRequest = false }: Written,
): Promise<void> {
  const { companyId } = ctx;
  await db.appointment.create({
    data: {
      companyId,
      id: offer.id,
      reference: offer.reference,
      customerId: offer.customer.id,
      serviceId: offer.service.id,
      staffId: slot.staff.id,
      branchId: offer.branch.id,
      startsAt: slot.startsAt,
      endsAt: slot.endsAt,
      timeZone: offer.timeZone,
      priceMinor: offer.priceMinor,
      currency: offer.currency,
      bufferBeforeMinutes: offer.bufferBeforeMinutes,
      bufferAfterMinutes: offer.bufferAfterMinutes,
      policy,
      ...(isRequest && { status: "pending" }),
      notes: notes === "" ? null : notes,
      linkHash: new Uint8Array(hashSecret(manageSecret(companyId, offer.id, 1))),
      lastModifiedBy: holderOf(ctx),
      ...(isInCalendar && { calcomSyncStatus: "synced", calcomSyncedVersion: 1 }),
    },
    select: { id: true },
  });
}

async function recordBooking(
  ctx: TenantContext,
  db: TenantDb,
  { offer, policy, slot, reason, notify, isRequest = false }: Written,
): Promise<void> {
  const { id, name } = offer.service;
  await recordChange(ctx, db, {
    appointmentId: offer.id,
    action: "created",
    version: 1,
    oldValues: {},
    newValues: {
      startsAt: slot.startsAt.toISOString(),
      endsAt: slot.endsAt.toISOString(),
      staff: slot.staff,
      service: { id, name },
      customer: { id: offer.customer.id, name: offer.customer.name },
      status: isRequest ? "pending" : "confirmed",
      ...(slot.override !== null && { override: slot.override }),
    },
    reason,
    notify,
    mails: isRequest
      ? []
      : appointmentMails(ctx, offer, {
          kind: "booked",
          version: 1,
          startsAt: slot.startsAt.toISOString(),
          endsAt: slot.endsAt.toISOString(),
          staff: slot.staff.name,
          reason: null,
          feeMinor: 0,
          deadline: deadlineOf({ policy, facts: policyOf(offer).facts, now: ctx.now }),
        }),
  });
}

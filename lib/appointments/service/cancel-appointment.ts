import "server-only";

import type { Cancel } from "@/lib/appointments/schema";
import { appointmentMails } from "@/lib/appointments/service/appointment-mails";
import {
  askerOf,
  authoriseChange,
  type AuthorisedChange,
  conflict,
  missingReason,
} from "@/lib/appointments/service/authorise-change";
import { holderOf } from "@/lib/appointments/service/hold-slot";
import { loadAppointment, policyOf } from "@/lib/appointments/service/load-appointment";
import { recordChange } from "@/lib/appointments/service/record-change";
import { decide } from "@/lib/policies/rules";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

/**
 * Cancels an appointment and frees its slot. Cancelling twice is an error, not a no-op.
 *
 * @returns the appointment's new version
 * @throws ReasonRequired where the company's policy asks for one
 * @throws everything `authoriseChange` throws
 */
export function cancelAppointment(ctx: TenantContext, input: Cancel): Promise<{ version: number }> {
  return ctx.transaction(async (db) => {
    await lockCustomer(ctx, db);
    const change = await authoriseChange(ctx, db, { change: "cancel", input });
    if (change.policy.isReasonRequired && input.reason === "") throw missingReason();

    const decided = { change, input, feeMinor: feeOf(ctx, change, input) };
    await cancel(ctx, db, decided);
    await recordCancellation(ctx, db, decided);

    return { version: input.version + 1 };
  });
}

/** How many a customer may cancel is counted over all of theirs: two at once wait for each other. */
async function lockCustomer({ actor, companyId }: TenantContext, db: TenantDb): Promise<void> {
  if (actor.kind !== "customer") return;
  await db.$queryRaw`
    select from customers
    where company_id = ${companyId}::uuid and id = ${actor.customerId}::uuid for no key update`;
}

type Decided = { change: AuthorisedChange; input: Cancel; feeMinor: number };

/** What the company cancels costs its customer nothing, unless it was they who asked for it. */
function feeOf(ctx: TenantContext, { decision, appointment }: AuthorisedChange, input: Cancel) {
  const isAtTheirWish = askerOf(ctx) === "member" && input.category === "customer_requested";
  if (!isAtTheirWish) return decision.feeMinor;

  return decide("cancel", { ...policyOf(appointment), now: ctx.now }).feeMinor;
}

async function cancel(
  ctx: TenantContext,
  db: TenantDb,
  { input, feeMinor }: Decided,
): Promise<void> {
  const category =
    input.category ?? (ctx.actor.kind === "customer" ? "customer_requested" : "other");
  const { count } = await db.appointment.updateMany({
    where: { companyId: ctx.companyId, id: input.appointmentId, version: input.version },
    data: {
      status: "cancelled",
      version: { increment: 1 },
      cancelledAt: ctx.now,
      cancelledByKind: ctx.actor.kind,
      cancellationReason: input.reason === "" ? null : input.reason,
      cancellationCategory: category,
      feeMinor,
      // That the company had asked for another time stays with it: such a cancellation is not counted.
      ...(ctx.actor.kind !== "customer" && { newTimeAskedAt: null, newTimeReason: null }),
      lastModifiedAt: ctx.now,
      lastModifiedBy: holderOf(ctx),
    },
  });
  if (count === 1) return;

  const appointment = await loadAppointment(db, ctx.companyId, input.appointmentId);
  if (appointment === null) throw new NotFound();
  throw await conflict(ctx, db, { appointment, input });
}

async function recordCancellation(
  ctx: TenantContext,
  db: TenantDb,
  { change, input, feeMinor }: Decided,
): Promise<void> {
  const { appointment, override } = change;

  await recordChange(ctx, db, {
    appointmentId: appointment.id,
    action: "cancelled",
    version: input.version + 1,
    oldValues: { status: appointment.status },
    newValues: {
      status: "cancelled",
      ...(feeMinor > 0 && { feeMinor }),
      ...(override !== null && { override }),
    },
    reason: input.reason,
    notify: input.notify,
    mails: appointmentMails(ctx, appointment, {
      kind: "cancelled",
      version: input.version + 1,
      startsAt: appointment.startsAt.toISOString(),
      endsAt: appointment.endsAt.toISOString(),
      staff: appointment.staff.name,
      reason: input.reason === "" ? null : input.reason,
      feeMinor,
      deadline: null,
    }),
  });
}

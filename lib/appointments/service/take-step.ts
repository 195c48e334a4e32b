import "server-only";

import { NotBegun, NotCancelled } from "@/lib/appointments/errors";
import { canChange, canRestore } from "@/lib/appointments/policy";
import { refuseStep, STATUS_AFTER } from "@/lib/appointments/rules";
import { type Step, STEPS, type TakeStep } from "@/lib/appointments/schema";
import { appointmentMails } from "@/lib/appointments/service/appointment-mails";
import { conflict, ownershipOf } from "@/lib/appointments/service/authorise-change";
import { checkStanding, type Slot } from "@/lib/appointments/service/check-slot";
import { holderOf } from "@/lib/appointments/service/hold-slot";
import {
  loadAppointment,
  type LoadedAppointment,
  policyOf,
} from "@/lib/appointments/service/load-appointment";
import { nearestToPresent } from "@/lib/appointments/service/nearest-to-present";
import { recordChange } from "@/lib/appointments/service/record-change";
import { refusedSlot } from "@/lib/appointments/service/refused-slot";
import { releaseOverdue } from "@/lib/appointments/service/release-overdue";
import { deadlineOf } from "@/lib/appointments/service/snapshot-deadline";
import { AlreadyCancelled, AppointmentOver } from "@/lib/policies/errors";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";

const REFUSALS = {
  "appointment-over": AppointmentOver,
  "already-cancelled": AlreadyCancelled,
  "not-begun": NotBegun,
  "not-cancelled": NotCancelled,
} as const;

/**
 * Confirms, starts, completes or restores an appointment, or says that nobody came.
 *
 * @returns the appointment's new version
 * @throws NotFound unknown, of another company, or not the member's to change
 * @throws NotAllowed restoring, for those who may not
 * @throws AppointmentChanged `version` is no longer the current one
 * @throws NotBegun, AppointmentOver, AlreadyCancelled, NotCancelled the state has no such step now
 * @throws SlotTaken a restored appointment's time is somebody else's by now; CustomerElsewhere
 * @throws everything `checkStanding` throws, when it is restored
 */
export async function takeStep(ctx: TenantContext, input: TakeStep): Promise<{ version: number }> {
  try {
    return await ctx.transaction(async (db) => {
      const appointment = await authorise(ctx, db, input);
      const isRestored = input.step === "restore";
      const override = isRestored ? await reclaim(ctx, db, { appointment, input }) : null;
      await change(ctx, db, { appointment, input });
      await record(ctx, db, { appointment, input, override });

      return { version: input.version + 1 };
    });
  } catch (error) {
    throw await refusedSlot(error, () => nearestToPresent(ctx, input));
  }
}

/** The steps that a member could take with an appointment as it is now. */
export function openSteps(ctx: TenantContext, appointment: LoadedAppointment): Step[] {
  const ownership = ownershipOf(appointment);
  if (ctx.actor.kind !== "member" || !canChange(ctx.actor, ownership)) return [];

  return STEPS.filter((step) => refuseStep(step, appointment, ctx.now) === null).filter(
    (step) => step !== "restore" || canRestore(ctx.actor, ownership),
  );
}

async function authorise(
  ctx: TenantContext,
  db: TenantDb,
  input: TakeStep,
): Promise<LoadedAppointment> {
  const appointment = await loadAppointment(db, ctx.companyId, input.appointmentId);
  if (appointment === null || ctx.actor.kind !== "member") throw new NotFound();
  const ownership = ownershipOf(appointment);
  if (!canChange(ctx.actor, ownership)) throw new NotFound();
  if (input.step === "restore" && !canRestore(ctx.actor, ownership)) throw new NotAllowed();
  if (appointment.version !== input.version) throw await conflict(ctx, db, { appointment, input });

  const refusal = refuseStep(input.step, appointment, ctx.now);
  if (refusal !== null) throw new REFUSALS[refusal]();

  return appointment;
}

type Decided = { appointment: LoadedAppointment; input: TakeStep };

/** What was cancelled has to fit into the day as it is by now. */
async function reclaim(
  ctx: TenantContext,
  db: TenantDb,
  { appointment, input }: Decided,
): Promise<Slot["override"]> {
  const { id, staff, endsAt } = appointment;
  const { reason } = input;
  const override = await checkStanding(ctx, db, { appointment, endsAt, reason });
  await releaseOverdue(ctx, db, { staffId: staff.id, appointmentId: id });

  return override;
}

async function change(ctx: TenantContext, db: TenantDb, { input }: Decided): Promise<void> {
  const isRestored = input.step === "restore";
  const { count } = await db.appointment.updateMany({
    where: { companyId: ctx.companyId, id: input.appointmentId, version: input.version },
    data: {
      status: STATUS_AFTER[input.step],
      version: { increment: 1 },
      lastModifiedAt: ctx.now,
      lastModifiedBy: holderOf(ctx),
      ...(isRestored && {
        cancelledAt: null,
        cancelledByKind: null,
        cancellationReason: null,
        cancellationCategory: null,
        feeMinor: 0,
        newTimeAskedAt: null,
        newTimeReason: null,
      }),
    },
  });
  if (count === 1) return;

  const appointment = await loadAppointment(db, ctx.companyId, input.appointmentId);
  if (appointment === null) throw new NotFound();
  throw await conflict(ctx, db, { appointment, input });
}

async function record(
  ctx: TenantContext,
  db: TenantDb,
  { appointment, input, override }: Decided & { override: Slot["override"] },
): Promise<void> {
  const { step, version } = input;
  const isNews = step === "restore" || step === "confirm";
  // As it is now: a cancellation that is taken back counts no more, nor does what was asked before it.
  const after = isNews ? await loadAppointment(db, ctx.companyId, appointment.id) : null;

  await recordChange(ctx, db, {
    appointmentId: appointment.id,
    action: step === "restore" ? "restored" : "status_changed",
    version: version + 1,
    oldValues: { status: appointment.status },
    newValues: { status: STATUS_AFTER[step], ...(override !== null && { override }) },
    reason: input.reason,
    notify: input.notify,
    mails: isNews
      ? appointmentMails(ctx, appointment, {
          kind: step === "restore" ? "restored" : "booked",
          version: version + 1,
          startsAt: appointment.startsAt.toISOString(),
          endsAt: appointment.endsAt.toISOString(),
          staff: appointment.staff.name,
          reason: input.reason === "" ? null : input.reason,
          feeMinor: 0,
          deadline: after && deadlineOf({ ...policyOf(after), now: ctx.now }),
        })
      : [],
  });
}

import "server-only";

import { canChange, canOverride, canSee } from "@/lib/appointments/policy";
import type { Step } from "@/lib/appointments/schema";
import { askerOf, ownershipOf } from "@/lib/appointments/service/authorise-change";
import {
  loadAppointment,
  type LoadedAppointment,
  policyOf,
} from "@/lib/appointments/service/load-appointment";
import { openSteps } from "@/lib/appointments/service/take-step";
import { type Change, decide, type Decision } from "@/lib/policies/rules";
import type { Policy } from "@/lib/policies/schema";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

export type AppointmentDetail = Omit<
  LoadedAppointment,
  "linkHash" | "linkGeneration" | "policyRows"
> & {
  policy: Policy;
  /** What the reader may do of it. */
  reschedule: Decision;
  cancel: Decision;
  /** What the customer may do of it by themselves. */
  forCustomer: Record<Change, Decision>;
  mayChange: boolean;
  mayOverride: boolean;
  /** What a member could say of it now. */
  steps: Step[];
};

/**
 * One appointment with what this actor may still do to it.
 *
 * @throws NotFound unknown, of another company, or not the actor's to see
 */
export async function getAppointment(
  ctx: TenantContext,
  appointmentId: string,
): Promise<AppointmentDetail> {
  const appointment = await ctx.transaction((db) =>
    loadAppointment(db, ctx.companyId, appointmentId),
  );
  if (appointment === null || !canSee(ctx.actor, ownershipOf(appointment))) throw new NotFound();

  return toDetail(ctx, appointment);
}

export function toDetail(ctx: TenantContext, appointment: LoadedAppointment): AppointmentDetail {
  const { linkHash: _hash, linkGeneration: _generation, policyRows: _rows, ...rest } = appointment;
  const question = { ...policyOf(appointment), now: ctx.now };
  const own = { ...question, asker: askerOf(ctx) };
  const ownership = ownershipOf(appointment);

  return {
    ...rest,
    policy: question.policy,
    reschedule: decide("reschedule", own),
    cancel: decide("cancel", own),
    forCustomer: {
      reschedule: decide("reschedule", question),
      cancel: decide("cancel", question),
    },
    mayChange: canChange(ctx.actor, ownership),
    mayOverride: canOverride(ctx.actor, ownership),
    steps: openSteps(ctx, appointment),
  };
}

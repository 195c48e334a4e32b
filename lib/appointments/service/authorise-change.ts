import "server-only";

import { AppointmentChanged, FeeRaised, ReasonRequired } from "@/lib/appointments/errors";
import { canChange, canOverride } from "@/lib/appointments/policy";
import { describeConflict } from "@/lib/appointments/service/describe-conflict";
import {
  loadAppointment,
  type LoadedAppointment,
  policyOf,
} from "@/lib/appointments/service/load-appointment";
import { REFUSAL_ERRORS } from "@/lib/policies/errors";
import { type Asker, type Change, decide, type Decision, hasEnded } from "@/lib/policies/rules";
import type { Policy } from "@/lib/policies/schema";
import type { ErrorParams } from "@/lib/shared/errors";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

export type AuthorisedChange = {
  appointment: LoadedAppointment;
  policy: Policy;
  decision: Decision;
  /** The rule that a member passed by with a reason, for the audit log. */
  override: string | null;
};

type Input = {
  appointmentId: string;
  version: number;
  reason: string;
  seenFeeMinor?: number | undefined;
};

/**
 * Loads an appointment for a change and answers whether this actor may make it now.
 *
 * @throws NotFound unknown, of another company, or not the actor's to change
 * @throws AppointmentChanged `version` is no longer the current one
 * @throws AppointmentOver, AlreadyCancelled nobody can change it any more
 * @throws NotOnline, for customers
 * @throws NoticeTooShort, TooManyMoves, TooManyCancellations the company's rules; a member who may
 *   override them needs a reason (ReasonRequired)
 * @throws FeeRaised it costs more by now than the person was told
 */
export async function authoriseChange(
  ctx: TenantContext,
  db: TenantDb,
  { change, input }: { change: Change; input: Input },
): Promise<AuthorisedChange> {
  const appointment = await loadAppointment(db, ctx.companyId, input.appointmentId);
  if (appointment === null || !canChange(ctx.actor, ownershipOf(appointment))) throw new NotFound();
  if (appointment.version !== input.version) throw await conflict(ctx, db, { appointment, input });

  const { policy, facts } = policyOf(appointment);
  const decision = decide(change, { policy, facts, now: ctx.now, asker: askerOf(ctx) });
  if (decision.refusal === null) {
    if (decision.feeMinor > (input.seenFeeMinor ?? decision.feeMinor)) throw new FeeRaised();

    return { appointment, policy, decision, override: null };
  }

  const mayOverride = canOverride(ctx.actor, ownershipOf(appointment));
  if (hasEnded(facts, ctx.now) !== null || !mayOverride) {
    throw new REFUSAL_ERRORS[decision.refusal]({
      params: { until: { at: decision.until, timeZone: appointment.timeZone } },
    });
  }
  if (input.reason === "") {
    const until = { at: decision.until, timeZone: appointment.timeZone };
    throw missingReason({ refusal: decision.refusal.replaceAll("-", "_"), until });
  }

  return { appointment, policy, decision, override: decision.refusal };
}

/** Everybody who is no customer acts for the company. */
export function askerOf({ actor }: TenantContext): Asker {
  return actor.kind === "customer" ? "customer" : "member";
}

/** Which rule is passed by with a reason; without one the company always wants to know why. */
export function missingReason(params: ErrorParams = { refusal: "none", until: "" }) {
  return new ReasonRequired({ params, issues: [{ path: ["reason"], message: "reason-required" }] });
}

export function ownershipOf({ id, staff, branch }: LoadedAppointment) {
  return { id, staffId: staff.id, branchId: branch.id };
}

/** The error for a person who decided on something that is no longer so. */
export async function conflict(
  ctx: TenantContext,
  db: TenantDb,
  { appointment, input }: { appointment: LoadedAppointment; input: Pick<Input, "version"> },
) {
  return new AppointmentChanged({
    details: await describeConflict(db, {
      companyId: ctx.companyId,
      seenVersion: input.version,
      appointment,
    }),
  });
}

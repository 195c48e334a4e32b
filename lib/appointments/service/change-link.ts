import "server-only";

import { LinkChanged } from "@/lib/appointments/errors";
import { canChange } from "@/lib/appointments/policy";
import type { ChangeLink } from "@/lib/appointments/schema";
import { appointmentMails } from "@/lib/appointments/service/appointment-mails";
import { ownershipOf } from "@/lib/appointments/service/authorise-change";
import { limitRepeats } from "@/lib/appointments/service/limit-repeats";
import {
  loadAppointment,
  type LoadedAppointment,
  policyOf,
} from "@/lib/appointments/service/load-appointment";
import { LINK_OUTLIVES_APPOINTMENT_MS, manageSecret } from "@/lib/appointments/service/manage-link";
import { recordChange } from "@/lib/appointments/service/record-change";
import { deadlineOf } from "@/lib/appointments/service/snapshot-deadline";
import { hashSecret } from "@/lib/platform/secrets";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

export type LinkUse = {
  generation: number;
  state: "live" | "revoked" | "over";
  /** Of all its links, ever. */
  count: number;
  /** Newest first, the last five. */
  opens: { id: string; at: Date; network: string | null; userAgent: string | null }[];
};

const NEWEST_OPENS = 5;

/**
 * Gives an appointment a new link: every older mail's link is dead, and the customer gets a mail with the
 * new one.
 *
 * @throws NotFound unknown, of another company, or not the member's to change
 * @throws LinkChanged a colleague has renewed it meanwhile
 * @throws TooManyMails renewed three times within the hour
 */
export function rotateLink(ctx: TenantContext, input: ChangeLink): Promise<void> {
  return ctx.transaction(async (db) => {
    const appointment = await loadOwn(ctx, db, input.appointmentId);
    const { companyId } = ctx;
    const next = input.generation + 1;
    const { count } = await db.appointment.updateMany({
      where: { companyId, id: appointment.id, linkGeneration: input.generation },
      data: {
        linkGeneration: next,
        linkHash: hashSecret(manageSecret(companyId, appointment.id, next)),
      },
    });
    if (count === 0) throw new LinkChanged();
    await limitRepeats(ctx, db, { appointmentId: appointment.id, action: "link_rotated" });

    await recordLink(ctx, db, { appointment: { ...appointment, linkGeneration: next } });
  });
}

/**
 * Ends an appointment's link; there is none until somebody renews it. The customer still gets in through
 * "my appointments", because that proves the address anew.
 *
 * @throws NotFound unknown, of another company, or not the member's to change
 * @throws LinkChanged a colleague has renewed or ended it meanwhile
 */
export function revokeLink(ctx: TenantContext, input: ChangeLink): Promise<void> {
  return ctx.transaction(async (db) => {
    const appointment = await loadOwn(ctx, db, input.appointmentId);
    const { count } = await db.appointment.updateMany({
      where: {
        companyId: ctx.companyId,
        id: appointment.id,
        linkGeneration: input.generation,
        linkHash: { not: null },
      },
      data: { linkHash: null },
    });
    if (count === 0) throw new LinkChanged();

    await recordLink(ctx, db, { appointment, isRevoked: true });
  });
}

/**
 * Whether an appointment's link works, and when it was opened, roughly from where and with what.
 *
 * @throws NotFound unknown, of another company, or not the member's to change
 */
export function getLinkUse(ctx: TenantContext, appointmentId: string): Promise<LinkUse> {
  return ctx.transaction(async (db) => {
    const appointment = await loadOwn(ctx, db, appointmentId);
    const { linkGeneration, linkHash, endsAt } = appointment;
    const where = { companyId: ctx.companyId, appointmentId };
    const opens = await db.appointmentLinkOpen.findMany({
      where,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: NEWEST_OPENS,
    });
    const isOver = endsAt.getTime() + LINK_OUTLIVES_APPOINTMENT_MS < ctx.now.getTime();

    return {
      generation: linkGeneration,
      state: linkHash === null ? "revoked" : isOver ? "over" : "live",
      count: await db.appointmentLinkOpen.count({ where }),
      opens: opens.map(({ id, createdAt, ipAddress, userAgent }) => ({
        id,
        at: createdAt,
        network: ipAddress,
        userAgent,
      })),
    };
  });
}

async function loadOwn(
  ctx: TenantContext,
  db: TenantDb,
  appointmentId: string,
): Promise<LoadedAppointment> {
  const appointment = await loadAppointment(db, ctx.companyId, appointmentId);
  if (appointment === null || ctx.actor.kind !== "member") throw new NotFound();
  if (!canChange(ctx.actor, ownershipOf(appointment))) throw new NotFound();

  return appointment;
}

/** The line in an appointment's history about its link, and the customer's mail with it unless there is none any more. */
export async function recordLink(
  ctx: TenantContext,
  db: TenantDb,
  { appointment, isRevoked = false }: { appointment: LoadedAppointment; isRevoked?: boolean },
): Promise<void> {
  const mails = appointmentMails(ctx, appointment, {
    // What it says about the time has to be true; that it is about the link, its words say.
    kind: appointment.status === "cancelled" ? "cancelled" : "booked",
    isNewLink: true,
    version: appointment.version,
    startsAt: appointment.startsAt.toISOString(),
    endsAt: appointment.endsAt.toISOString(),
    staff: appointment.staff.name,
    reason: null,
    feeMinor: 0,
    deadline: deadlineOf({ ...policyOf(appointment), now: ctx.now }),
  });

  await recordChange(ctx, db, {
    appointmentId: appointment.id,
    action: isRevoked ? "link_revoked" : "link_rotated",
    version: null,
    oldValues: {},
    newValues: {},
    reason: "",
    mails: isRevoked ? [] : mails.filter(({ audience }) => audience === "customer"),
  });
}

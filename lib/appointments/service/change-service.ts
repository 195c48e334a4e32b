import "server-only";

import { NothingChanged } from "@/lib/appointments/errors";
import type { ChangeService } from "@/lib/appointments/schema";
import { appointmentMails } from "@/lib/appointments/service/appointment-mails";
import { authoriseChange, conflict } from "@/lib/appointments/service/authorise-change";
import { checkStanding } from "@/lib/appointments/service/check-slot";
import { holderOf } from "@/lib/appointments/service/hold-slot";
import {
  loadAppointment,
  type LoadedAppointment,
  policyOf,
} from "@/lib/appointments/service/load-appointment";
import { nearestToPresent } from "@/lib/appointments/service/nearest-to-present";
import { findOffered, type Offered } from "@/lib/appointments/service/offered-services";
import { recordChange } from "@/lib/appointments/service/record-change";
import { refusedSlot } from "@/lib/appointments/service/refused-slot";
import { releaseOverdue } from "@/lib/appointments/service/release-overdue";
import { deadlineOf } from "@/lib/appointments/service/snapshot-deadline";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

/**
 * Makes an appointment one for another service: it begins when it did, and takes the new service's
 * time and price. Staff's alone; whether the longer time is free is for the database to say.
 *
 * @returns the appointment's new version
 * @throws NotOffered unknown, put away, or nothing that this staff member does
 * @throws NothingChanged it is for this service already
 * @throws SlotTaken somebody else is booked in the time it needs now; CustomerElsewhere
 * @throws everything `authoriseChange` throws, and `checkStanding` where it takes longer
 */
export async function changeService(
  ctx: TenantContext,
  input: ChangeService,
): Promise<{ version: number }> {
  if (ctx.actor.kind !== "member") throw new NotFound();
  try {
    return await ctx.transaction(async (db) => {
      const authorised = await authoriseChange(ctx, db, { change: "reschedule", input });
      const { appointment } = authorised;
      if (appointment.service.id === input.serviceId) throw new NothingChanged();
      const offered = await findOffered(ctx, db, {
        serviceId: input.serviceId,
        staffId: appointment.staff.id,
      });
      const endsAt = new Date(appointment.startsAt.getTime() + offered.durationMinutes * 60_000);
      // Only the time that is added has to fit: what was agreed on before stands, however it came about.
      const isLonger = endsAt > appointment.endsAt;
      const passed = isLonger
        ? await checkStanding(ctx, db, { appointment, endsAt, reason: input.reason })
        : null;
      const override = authorised.override ?? passed;

      await releaseOverdue(ctx, db, {
        staffId: appointment.staff.id,
        appointmentId: appointment.id,
      });
      await change(ctx, db, { input, offered, endsAt });
      await record(ctx, db, { appointment, input, offered, endsAt, override });

      return { version: input.version + 1 };
    });
  } catch (error) {
    throw await refusedSlot(error, () => nearestToPresent(ctx, input));
  }
}

type Decided = { input: ChangeService; offered: Offered; endsAt: Date };

async function change(
  ctx: TenantContext,
  db: TenantDb,
  { input, offered, endsAt }: Decided,
): Promise<void> {
  const { count } = await db.appointment.updateMany({
    where: { companyId: ctx.companyId, id: input.appointmentId, version: input.version },
    data: {
      serviceId: offered.id,
      endsAt,
      bufferBeforeMinutes: offered.bufferBeforeMinutes,
      bufferAfterMinutes: offered.bufferAfterMinutes,
      priceMinor: offered.priceMinor,
      currency: offered.currency,
      version: { increment: 1 },
      lastModifiedAt: ctx.now,
      lastModifiedBy: holderOf(ctx),
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
  {
    appointment,
    input,
    offered,
    endsAt,
    override,
  }: Decided & { appointment: LoadedAppointment; override: string | null },
): Promise<void> {
  const { id, name } = appointment.service;
  const until = endsAt.toISOString();
  const hasNewEnd = endsAt.getTime() !== appointment.endsAt.getTime();
  // Another service has another price, and may have rules of its own.
  const after = await loadAppointment(db, ctx.companyId, appointment.id);

  await recordChange(ctx, db, {
    appointmentId: appointment.id,
    action: "service_changed",
    version: input.version + 1,
    oldValues: {
      service: { id, name },
      priceMinor: appointment.priceMinor,
      ...(hasNewEnd && { endsAt: appointment.endsAt.toISOString() }),
    },
    newValues: {
      service: { id: offered.id, name: offered.name },
      priceMinor: offered.priceMinor,
      ...(hasNewEnd && { endsAt: until }),
      ...(override !== null && { override }),
    },
    reason: input.reason,
    notify: input.notify,
    mails: appointmentMails(ctx, appointment, {
      kind: "changed",
      version: input.version + 1,
      startsAt: appointment.startsAt.toISOString(),
      endsAt: until,
      staff: appointment.staff.name,
      newService: offered,
      reason: input.reason === "" ? null : input.reason,
      feeMinor: 0,
      deadline: after && deadlineOf({ ...policyOf(after), now: ctx.now }),
    }),
  });
}

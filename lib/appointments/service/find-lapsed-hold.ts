import "server-only";

import type { Person } from "@/lib/appointments/schema";
import { listFreeSlots, nearestFreeSlots } from "@/lib/appointments/service/free-slots";
import type { FreeSlot } from "@/lib/appointments/service/free-times";
import { holderOf } from "@/lib/appointments/service/hold-slot";
import { idSchema } from "@/lib/shared/schema";
import type { TenantContext } from "@/lib/tenancy/context";

export type LapsedHold = {
  startsAt: Date;
  staff: Person;
  isStillFree: boolean;
  /** The three free times closest to it, where somebody else has it. */
  nearest: FreeSlot[];
};

/**
 * What has become of the time that was held for the move of an appointment until a moment ago; null where
 * the hold still stands, was used or given back, or is somebody else's.
 *
 * @throws NotFound the appointment is unknown, or not the actor's to change
 */
export async function findLapsedHold(
  ctx: TenantContext,
  { appointmentId, holdId }: { appointmentId: string; holdId: string },
): Promise<LapsedHold | null> {
  if (!idSchema.safeParse(holdId).success) return null;
  const [held] = await ctx.transaction(
    (db) => db.$queryRaw<{ startsAt: Date; staff: Person }[]>`
      select r.starts_at as "startsAt", json_build_object('id', s.id, 'name', s.name) as staff
      from appointment_reservations r
      join staff s on s.company_id = r.company_id and s.id = r.staff_id
      where r.company_id = ${ctx.companyId}::uuid and r.id = ${holdId}::uuid and r.holder = ${holderOf(ctx)}
        and r.original_appointment_id = ${appointmentId}::uuid
        and r.status in ('active', 'expired') and r.expires_at <= now()`,
  );
  if (held === undefined) return null;

  const wanted = { appointmentId, staffId: held.staff.id };
  const { days } = await listFreeSlots(ctx, { ...wanted, from: held.startsAt });
  const isStillFree = days
    .flatMap(({ slots }) => slots)
    .some(({ startsAt }) => startsAt === held.startsAt.toISOString());
  const nearest = isStillFree
    ? []
    : await nearestFreeSlots(ctx, { ...wanted, startsAt: held.startsAt });

  return { ...held, isStillFree, nearest };
}

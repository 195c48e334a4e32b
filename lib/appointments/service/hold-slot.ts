import "server-only";

import { HoldExpired, TooManyHolds } from "@/lib/appointments/errors";
import type { Hold, HoldSlot } from "@/lib/appointments/schema";
import { authoriseChange } from "@/lib/appointments/service/authorise-change";
import { checkSlot, type Slot } from "@/lib/appointments/service/check-slot";
import { countHold } from "@/lib/appointments/service/count-hold";
import { nearestFreeSlots } from "@/lib/appointments/service/free-slots";
import type { LoadedAppointment } from "@/lib/appointments/service/load-appointment";
import { refusedSlot } from "@/lib/appointments/service/refused-slot";
import { releaseOverdue } from "@/lib/appointments/service/release-overdue";
import { refusedBy } from "@/lib/platform/database-errors";
import { idSchema } from "@/lib/shared/schema";
import { actorId } from "@/lib/tenancy/actor";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

/** Whose a hold is: only its holder can extend or use it. */
export function holderOf({ actor }: TenantContext): string {
  return `${actor.kind}:${actorId(actor) ?? actor.name}`;
}

/**
 * Keeps a slot for five minutes for the move of one appointment; a second choice replaces the first.
 *
 * @throws SlotTaken with the three nearest free times
 * @throws CustomerElsewhere the customer has another appointment then
 * @throws TooManyHolds a customer holds two times at most, over all of their appointments
 * @throws TooManyAttempts thirty times in five minutes by one link
 * @throws everything `authoriseChange` and `checkSlot` throw
 */
export async function holdSlot(ctx: TenantContext, input: HoldSlot): Promise<Hold> {
  await countHold(ctx);
  try {
    return await ctx.transaction(async (db) => {
      await lockAppointment(ctx, db, input.appointmentId);
      const wanted = { ...input, reason: "" };
      const { appointment, policy } = await authoriseChange(ctx, db, {
        change: "reschedule",
        input: wanted,
      });
      const slot = await checkSlot(ctx, db, { appointment, policy, wanted });
      await releaseOverdue(ctx, db, input);
      await releaseReplaced(ctx, db, input.appointmentId);

      return hold(ctx, db, { type: "reschedule", appointment, slot });
    });
  } catch (error) {
    if (refusedBy(error, "appointment_reservations_two_a_customer")) throw new TooManyHolds();
    throw await refusedSlot(error, () => nearestFreeSlots(ctx, input));
  }
}

type Held = { type: "reschedule" | "new_booking"; appointment: LoadedAppointment; slot: Slot };

/** A customer's hold takes one of their two numbers; a member's has none. */
export async function hold(
  ctx: TenantContext,
  db: TenantDb,
  { type, appointment, slot }: Held,
): Promise<Hold> {
  const { id, service, bufferBeforeMinutes, bufferAfterMinutes } = appointment;
  const customerId = ctx.actor.kind === "customer" ? ctx.actor.customerId : null;
  const [row] = await db.$queryRaw<Omit<HoldRow, "staff">[]>`
    insert into appointment_reservations (company_id, type, staff_id, service_id, starts_at, ends_at,
      original_appointment_id, holder, buffer_before_minutes, buffer_after_minutes, customer_id, hold_number)
    select ${ctx.companyId}::uuid, ${type}, ${slot.staff.id}::uuid, ${service.id}::uuid, ${slot.startsAt},
      ${slot.endsAt}, ${type === "reschedule" ? id : null}::uuid, ${holderOf(ctx)},
      ${bufferBeforeMinutes}, ${bufferAfterMinutes}, ${customerId}::uuid,
      case when ${customerId}::uuid is not null then n.number end
    from (values (1), (2)) as n (number)
    where ${customerId}::uuid is null or not exists (select from appointment_reservations r
      where r.company_id = ${ctx.companyId}::uuid and r.customer_id = ${customerId}::uuid
        and r.status = 'active' and r.hold_number = n.number)
    order by n.number limit 1
    returning id, starts_at as "startsAt", ends_at as "endsAt", expires_at as "expiresAt", extensions`;
  if (row === undefined) throw new TooManyHolds();

  return toHold({ ...row, staff: slot.staff });
}

/** One person may press twice: the appointment's row is where the second one waits. */
async function lockAppointment(ctx: TenantContext, db: TenantDb, id: string): Promise<void> {
  await db.$queryRaw`
    select from appointments
    where company_id = ${ctx.companyId}::uuid and id = ${id}::uuid for no key update`;
}

/** Nobody moves to two slots; a member's own hold may have run out with somebody else. */
async function releaseReplaced(ctx: TenantContext, db: TenantDb, appointmentId: string) {
  await db.$executeRaw`
    update appointment_reservations
    set status = case when expires_at <= now() then 'expired' else 'cancelled' end
    where company_id = ${ctx.companyId}::uuid and status = 'active'
      and original_appointment_id = ${appointmentId}::uuid`;
}

/** The holder's live hold; null when it has run out, was replaced, is unknown or somebody else's. */
export async function findHold(ctx: TenantContext, holdId: string): Promise<Hold | null> {
  if (!idSchema.safeParse(holdId).success) return null;

  return ctx.transaction(async (db) => {
    const [row] = await db.$queryRaw<HoldRow[]>`
      select r.id, r.starts_at as "startsAt", r.ends_at as "endsAt", r.expires_at as "expiresAt",
        r.extensions, json_build_object('id', s.id, 'name', s.name) as staff
      from appointment_reservations r
      join staff s on s.company_id = r.company_id and s.id = r.staff_id
      where r.company_id = ${ctx.companyId}::uuid and r.id = ${holdId}::uuid
        and r.holder = ${holderOf(ctx)} and r.status = 'active' and r.expires_at > now()`;

    return row === undefined ? null : toHold(row);
  });
}

/**
 * Five minutes more, once.
 *
 * @throws HoldExpired run out, extended before, unknown, or somebody else's
 */
export function extendHold(ctx: TenantContext, { holdId }: { holdId: string }): Promise<void> {
  return ctx.transaction(async (db) => {
    const extended = await db.$executeRaw`
      update appointment_reservations
      set expires_at = expires_at + interval '5 minutes', extensions = extensions + 1
      where company_id = ${ctx.companyId}::uuid and id = ${holdId}::uuid
        and holder = ${holderOf(ctx)} and status = 'active' and expires_at > now() and extensions = 0`;
    if (extended === 0) throw new HoldExpired();
  });
}

type HoldRow = Pick<Hold, "id" | "staff"> & {
  startsAt: Date;
  endsAt: Date;
  expiresAt: Date;
  extensions: number;
};

function toHold({ id, staff, startsAt, endsAt, expiresAt, extensions }: HoldRow): Hold {
  return {
    id,
    staff,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    canBeExtended: extensions === 0,
  };
}

import "server-only";

import { NotOffered } from "@/lib/appointments/errors";
import { canChange } from "@/lib/appointments/policy";
import type { Book, Hold, HoldNew } from "@/lib/appointments/schema";
import { ownershipOf } from "@/lib/appointments/service/authorise-change";
import { checkSlot, type Slot } from "@/lib/appointments/service/check-slot";
import {
  closestOf,
  findAround,
  type FreeSlot,
  searchLike,
} from "@/lib/appointments/service/free-times";
import { hold, holderOf } from "@/lib/appointments/service/hold-slot";
import { type LoadedAppointment, policyOf } from "@/lib/appointments/service/load-appointment";
import { loadOffer } from "@/lib/appointments/service/load-offer";
import { refusedSlot } from "@/lib/appointments/service/refused-slot";
import { releaseOverdue } from "@/lib/appointments/service/release-overdue";
import { writeAppointment } from "@/lib/appointments/service/write-appointment";
import { openSlots } from "@/lib/calcom/service/within-calendar";
import { isReachable } from "@/lib/customers/service/visible-customers";
import type { Policy } from "@/lib/policies/schema";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

/**
 * Books an appointment for a customer. The claim, the first version, its audit row, the mails and the
 * end of the hold are one transaction. The rules of this moment are kept with it: they are what the
 * customer is promised. A hold that has run out is no obstacle while the time is still free.
 *
 * @returns the new appointment's id
 * @throws NotOffered a part of it is unknown, put away, or this person does not do that there
 * @throws NotFound not the member's to book, or for a customer whom they do not see
 * @throws SlotTaken with the three nearest free times; CustomerElsewhere
 * @throws everything `checkSlot` throws
 */
export async function bookAppointment(ctx: TenantContext, input: Book): Promise<{ id: string }> {
  try {
    return await ctx.transaction(async (db) => {
      const { offer, policy, slot } = await authorise(ctx, db, input);
      await useHold(ctx, db, input.holdId);
      await writeAppointment(ctx, db, { offer, policy, slot, ...input });

      return { id: offer.id };
    });
  } catch (error) {
    throw await refusedSlot(error, () => nearestOf(ctx, input));
  }
}

/**
 * Keeps a slot for five minutes while a member writes the booking down; a second choice replaces the
 * first.
 *
 * @throws everything `bookAppointment` throws
 */
export async function holdNewSlot(ctx: TenantContext, input: HoldNew): Promise<Hold> {
  try {
    return await ctx.transaction(async (db) => {
      await lockMember(ctx, db);
      const { offer, slot } = await authorise(ctx, db, { ...input, reason: "" });
      await releaseOwn(ctx, db);
      await releaseOverdue(ctx, db, { ...input, holder: holderOf(ctx) });

      return hold(ctx, db, { type: "new_booking", appointment: offer, slot });
    });
  } catch (error) {
    throw await refusedSlot(error, () => nearestOf(ctx, input));
  }
}

type Authorised = { offer: LoadedAppointment; policy: Policy; slot: Slot };

async function authorise(
  ctx: TenantContext,
  db: TenantDb,
  input: HoldNew & { reason: string },
): Promise<Authorised> {
  const offer = await loadOffer(db, ctx.companyId, input);
  if (offer === null) throw new NotOffered();
  if (ctx.actor.kind !== "member" || !canChange(ctx.actor, ownershipOf(offer))) {
    throw new NotFound();
  }
  if (!(await isReachable(ctx, db, input.customerId))) throw new NotFound();
  const { policy } = policyOf(offer);

  return {
    offer,
    policy,
    slot: await checkSlot(ctx, db, { appointment: offer, policy, wanted: input }),
  };
}

async function useHold(ctx: TenantContext, db: TenantDb, holdId: string | undefined) {
  if (holdId === undefined) return;
  await db.$executeRaw`
    update appointment_reservations set status = 'converted'
    where company_id = ${ctx.companyId}::uuid and id = ${holdId}::uuid and type = 'new_booking'
      and holder = ${holderOf(ctx)} and status = 'active'`;
}

/** One person may press twice: their membership's row is where the second one waits. */
async function lockMember({ companyId, actor }: TenantContext, db: TenantDb): Promise<void> {
  if (actor.kind !== "member") return;
  await db.$queryRaw`
    select from memberships
    where company_id = ${companyId}::uuid and id = ${actor.membershipId}::uuid for no key update`;
}

async function releaseOwn(ctx: TenantContext, db: TenantDb): Promise<void> {
  await db.$executeRaw`
    update appointment_reservations set status = 'cancelled'
    where company_id = ${ctx.companyId}::uuid and holder = ${holderOf(ctx)} and type = 'new_booking'
      and status = 'active' and expires_at > now()`;
}

async function nearestOf(ctx: TenantContext, wanted: HoldNew): Promise<FreeSlot[]> {
  const slots = await ctx.transaction(async (db) => {
    const offer = await loadOffer(db, ctx.companyId, wanted);

    return offer === null ? [] : findAround(ctx, db, { search: searchLike(offer), wanted });
  });

  return closestOf(await openSlots(ctx, { slots, serviceId: wanted.serviceId }), wanted);
}

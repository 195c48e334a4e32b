import "server-only";

import { canChange } from "@/lib/appointments/policy";
import type { Hold, Offer } from "@/lib/appointments/schema";
import { ownershipOf } from "@/lib/appointments/service/authorise-change";
import { findHold } from "@/lib/appointments/service/hold-slot";
import type { LoadedAppointment } from "@/lib/appointments/service/load-appointment";
import { loadOffer } from "@/lib/appointments/service/load-offer";
import { isReachable } from "@/lib/customers/service/visible-customers";
import type { TenantContext } from "@/lib/tenancy/context";

export type HeldOffer = { offer: LoadedAppointment; hold: Hold };

/** The new appointment that a member's hold is for; null when the hold or a part of it is gone, or not theirs to see. */
export async function getHeldOffer(
  ctx: TenantContext,
  { holdId, ...parts }: Offer & { holdId: string },
): Promise<HeldOffer | null> {
  const hold = await findHold(ctx, holdId);
  if (hold === null) return null;

  const offer = await ctx.transaction(async (db) => {
    if (!(await isReachable(ctx, db, parts.customerId))) return null;

    return loadOffer(db, ctx.companyId, {
      ...parts,
      staffId: hold.staff.id,
      startsAt: new Date(hold.startsAt),
    });
  });
  if (offer === null || !canChange(ctx.actor, ownershipOf(offer))) return null;

  return { offer, hold };
}

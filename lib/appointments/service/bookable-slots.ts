import "server-only";

import { NotOffered } from "@/lib/appointments/errors";
import { visibleStaff } from "@/lib/appointments/policy";
import type { Offer } from "@/lib/appointments/schema";
import { type FreeSlots, searchLike } from "@/lib/appointments/service/free-times";
import { listFreeDays } from "@/lib/appointments/service/list-free-days";
import { loadOffer } from "@/lib/appointments/service/load-offer";
import { withinCalendar } from "@/lib/calcom/service/within-calendar";
import { isReachable } from "@/lib/customers/service/visible-customers";
import type { Member } from "@/lib/tenancy/actor";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

/**
 * Free times for a new appointment, day by day, with those whom the member may book for.
 * `staffId` narrows it to one of them; `from` (a day there, or an instant) goes on where a list ended.
 *
 * @throws NotFound for anybody but a member, and a customer whom they do not see
 * @throws NotOffered nobody whom they may book for performs this service there, or a part is unknown
 */
export async function listBookableSlots(
  ctx: TenantContext,
  { staffId, from, ...offer }: Offer & { staffId?: string; from?: Date | string },
): Promise<FreeSlots> {
  const member = ctx.actor;
  if (member.kind !== "member") throw new NotFound();

  const free = await ctx.transaction(async (db) => {
    if (!(await isReachable(ctx, db, offer.customerId))) throw new NotFound();
    const performers = await findPerformers(ctx, db, { member, offer });
    const wanted = performers.find((id) => id === staffId) ?? performers[0];
    if (wanted === undefined) throw new NotOffered();
    const draft = await loadOffer(db, ctx.companyId, {
      ...offer,
      staffId: wanted,
      startsAt: ctx.now,
    });
    if (draft === null) throw new NotOffered();
    const found = await listFreeDays(ctx, db, {
      search: searchLike(draft),
      ...(performers.length === 1 || staffId !== undefined ? { staffId: wanted } : {}),
      ...(from !== undefined && { from }),
    });

    return { ...found, staff: found.staff.filter(({ id }) => performers.includes(id)) };
  });

  return withinCalendar(ctx, { free, serviceId: offer.serviceId });
}

async function findPerformers(
  ctx: TenantContext,
  db: TenantDb,
  { member, offer }: { member: Member; offer: Offer },
): Promise<string[]> {
  const { companyId } = ctx;
  const staff = await db.staffMember.findMany({
    where: {
      AND: [
        { companyId, branchId: offer.branchId, isActive: true },
        { staffServices: { some: { serviceId: offer.serviceId } } },
        visibleStaff(member),
      ],
    },
    select: { id: true },
    orderBy: { name: "asc" },
  });

  return staff.map(({ id }) => id);
}

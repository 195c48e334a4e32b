import "server-only";

import type { AppointmentWhereInput, CustomerWhereInput } from "@/lib/platform/db/generated/models";
import { literalPattern } from "@/lib/platform/like-pattern";
import type { Member } from "@/lib/tenancy/actor";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotAllowed } from "@/lib/tenancy/errors";
import { type Capability, NOBODY, REACH, type Reach } from "@/lib/tenancy/roles";

type Seen = { member: Member; reach: Reach; branchId: string; staffId: string };

/**
 * How far a member reaches among the customers, for raw SQL as well.
 *
 * @throws NotAllowed for anybody whose role does not reach at all
 */
export function reachOf(
  { actor }: TenantContext,
  capability: Extract<Capability, `${string}-customers`>,
): Seen {
  if (actor.kind !== "member") throw new NotAllowed();
  const reach = REACH[capability][actor.role];
  if (reach === "none") throw new NotAllowed();

  return {
    member: actor,
    reach,
    branchId: actor.branchId ?? NOBODY,
    staffId: actor.staffId ?? NOBODY,
  };
}

/** Who manages a branch sees its customers and those who are nobody's yet; staff see their own. */
export function reachable({ reach, branchId, staffId }: Seen): CustomerWhereInput {
  switch (reach) {
    case "all":
      return {};
    case "branch":
      return { OR: [{ appointments: { some: { branchId } } }, { appointments: { none: {} } }] };
    default:
      return { appointments: { some: { staffId } } };
  }
}

/** Which appointments of a customer a member does not reach; null where they reach all. */
export function beyondReach({ reach, branchId, staffId }: Seen): AppointmentWhereInput | null {
  switch (reach) {
    case "all":
      return null;
    case "branch":
      return { branchId: { not: branchId } };
    default:
      return { staffId: { not: staffId } };
  }
}

/** Whether a customer is among those whom a member sees; nobody else sees any. */
export async function isReachable(
  ctx: TenantContext,
  db: TenantDb,
  customerId: string,
): Promise<boolean> {
  if (ctx.actor.kind !== "member") return false;
  const seen = reachable(reachOf(ctx, "see-customers"));
  const { companyId } = ctx;

  return (await db.customer.count({ where: { companyId, id: customerId, AND: [seen] } })) > 0;
}

/** Fewer digits are found in nearly every number. */
const DIGITS_SEARCHED = 4;

/** What a customer's `search_text` looks like to whom a search means: their name, address or number. */
export function searchPatterns(search: string): string[] {
  const digits = search.replaceAll(/\D/g, "");
  const asTyped = `%${literalPattern(search.toLowerCase())}%`;

  return digits.length < DIGITS_SEARCHED ? [asTyped] : [asTyped, `%${digits}%`];
}

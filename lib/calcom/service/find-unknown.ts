import "server-only";

import type { Booking } from "@/lib/calcom/service/read-booking";
import type { TenantContext } from "@/lib/tenancy/context";

/**
 * Of bookings those that stand in the calendar alone: no appointment here has had them or what they came from, and nobody has been asked
 * about them, or has said that they are none of ours.
 */
export async function findUnknown(
  ctx: TenantContext,
  bookings: readonly Booking[],
): Promise<Booking[]> {
  const active = bookings.filter(({ isActive }) => isActive);
  const uids = active.flatMap(({ uid, earlierUids }) => [uid, ...earlierUids]);
  const rows = await ctx.transaction(
    (db) => db.$queryRaw<{ uid: string }[]>`
      select booking_uid as uid from calcom_bookings
      where company_id = ${ctx.companyId}::uuid and booking_uid = any (${uids}::text[])
      union select booking_uid from calcom_reviews
      where company_id = ${ctx.companyId}::uuid and booking_uid = any (${uids}::text[]) and status in ('open', 'ignored')`,
  );
  const known = new Set(rows.map(({ uid }) => uid));

  return active.filter(
    ({ uid, earlierUids }) => ![uid, ...earlierUids].some((one) => known.has(one)),
  );
}

import "server-only";

import { applyBooking } from "@/lib/calcom/service/apply-booking";
import type { Connection } from "@/lib/calcom/service/connection";
import { guarded } from "@/lib/calcom/service/guard-call";
import { readBooking, toBooking, traceBack } from "@/lib/calcom/service/read-booking";
import type { TenantContext } from "@/lib/tenancy/context";

/** Windows overlap: what was written there while we read is found by the next look. */
const OVERLAP_MS = 5 * 60_000;
const PAGE = 100;

/**
 * Finds what no webhook has told: every booking that has changed since the last look, oldest change first. What is
 * known already changes nothing. Stops where it is held or has to end, and goes on from there next time.
 *
 * @returns how many appointments were changed by it
 */
export async function pollBookings(
  ctx: TenantContext,
  connection: Connection,
  goesOn: () => Promise<boolean>,
): Promise<number> {
  const since = connection.polledUntil ?? connection.connectedAt;
  let applied = 0;
  let seenUntil = since;
  for (let skip = 0; await goesOn(); skip += PAGE) {
    const answer = await guarded(ctx, connection, () =>
      connection.client.listBookings({
        afterUpdatedAt: new Date(since.getTime() - OVERLAP_MS),
        sortUpdatedAt: "asc",
        take: PAGE,
        skip,
      }),
    );
    if (answer.kind !== "ok") break;
    for (const found of answer.data.bookings) {
      const booking = found.rescheduledToUid
        ? await readBooking(ctx, connection, found.uid)
        : await traceBack(ctx, connection, toBooking(ctx, found));
      if (booking.kind === "ok") {
        if ((await applyBooking(ctx, booking.data)) === "applied") applied += 1;
        // What they have deleted meanwhile must not keep the changes after it from being found.
      } else if (booking.kind !== "unknown") return applied;
      if (found.updatedAt !== null && found.updatedAt > seenUntil) seenUntil = found.updatedAt;
    }
    await remember(ctx, connection, seenUntil);
    if (!answer.data.hasNextPage) break;
  }

  return applied;
}

async function remember(ctx: TenantContext, { id }: Connection, until: Date): Promise<void> {
  await ctx.transaction(
    (db) => db.$executeRaw`
      update calcom_connections
      set polled_until = greatest(polled_until, ${until}::timestamptz), polled_at = now()
      where company_id = ${ctx.companyId}::uuid and id = ${id}::uuid`,
  );
}

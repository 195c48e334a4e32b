import "server-only";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { CalendarNotConnected } from "@/lib/calcom/errors";
import { changeBreaker, findConnection } from "@/lib/calcom/service/connection";
import { duePending } from "@/lib/calcom/service/due-pending";
import { requireSyncRights } from "@/lib/calcom/service/sync-rights";
import { CLOSED } from "@/lib/platform/circuit-breaker";
import type { TenantContext } from "@/lib/tenancy/context";

/**
 * Closes the breaker by hand: what waits is tried at once. If the service is still away, five calls open it again.
 *
 * @throws NotAllowed, CalendarNotConnected
 */
export async function resetBreaker(ctx: TenantContext): Promise<void> {
  if (ctx.actor.kind !== "operator") requireSyncRights(ctx);
  await ctx.transaction(async (db) => {
    const connection = await findConnection(ctx, db);
    if (connection === null) throw new CalendarNotConnected();
    await changeBreaker(db, connection, () => CLOSED);
    await duePending(ctx, db);
    await recordActivity(ctx, db, { event: "calcom_breaker_reset" });
  });
}

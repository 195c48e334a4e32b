import "server-only";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { ReviewDecided } from "@/lib/calcom/errors";
import { requireSyncRights } from "@/lib/calcom/service/sync-rights";
import type { TenantContext } from "@/lib/tenancy/context";

/**
 * Takes a message that was kept aside for a hint after all. That is safe whoever sent it: what it says is not believed, the
 * booking it names is read.
 *
 * @throws NotAllowed
 * @throws ReviewDecided unknown, about no booking, or replayed already
 */
export async function replayWebhook(
  ctx: TenantContext,
  { webhookId }: { webhookId: string },
): Promise<void> {
  requireSyncRights(ctx);
  await ctx.transaction(async (db) => {
    const replayed = await db.$executeRaw`
      update calcom_webhooks set status = 'received', reason = null, attempts = 0, next_attempt_at = now(),
        processed_at = null
      where company_id = ${ctx.companyId}::uuid and id = ${webhookId}::uuid and status = 'quarantined'
        and booking_uid is not null`;
    if (replayed === 0) throw new ReviewDecided();
    await recordActivity(ctx, db, { event: "calcom_webhook_replayed" });
  });
  ctx.wake.add("calcom-sync");
}

import "server-only";

import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

/** What had to wait for the calendar is due at once, in both directions. */
export async function duePending(ctx: TenantContext, db: TenantDb): Promise<void> {
  await db.$executeRaw`
    update calcom_sync_queue set next_attempt_at = least(next_attempt_at, now())
    where company_id = ${ctx.companyId}::uuid and status = 'pending'`;
  await db.$executeRaw`
    update calcom_webhooks set next_attempt_at = least(next_attempt_at, now())
    where company_id = ${ctx.companyId}::uuid and status = 'received'`;
  ctx.wake.add("calcom-sync");
}

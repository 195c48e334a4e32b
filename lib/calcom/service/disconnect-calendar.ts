import "server-only";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { CalendarChanged } from "@/lib/calcom/errors";
import type { SeenCalendar } from "@/lib/calcom/schema";
import { findConnection, toConnection } from "@/lib/calcom/service/connection";
import { unsubscribe } from "@/lib/calcom/service/subscribe-webhook";
import { authoriseSettings } from "@/lib/companies/service/authorise-settings";
import type { TenantContext } from "@/lib/tenancy/context";

/**
 * Ends the connection. Key and secrets are gone; appointments, pairings and what is known of bookings stay, and what was
 * still to be told is told no more.
 *
 * @throws NotAllowed for roles that change no settings
 * @throws CalendarChanged somebody else saved meanwhile, or nothing is connected
 */
export async function disconnectCalendar(
  ctx: TenantContext,
  { version }: SeenCalendar,
): Promise<void> {
  authoriseSettings(ctx);
  const { companyId } = ctx;
  const row = await ctx.transaction(async (db) => {
    const before = await findConnection(ctx, db);
    const ended = await db.$executeRaw`
      update calcom_connections
      set version = version + 1, status = 'disconnected', stop_reason = null, stopped_at = null,
        api_key = null, webhook_secret = null, previous_webhook_secret = null,
        previous_secret_until = null, paused_until = null
      where company_id = ${companyId}::uuid and version = ${version} and status <> 'disconnected'`;
    if (before === null || ended === 0) throw new CalendarChanged();
    await db.$executeRaw`
      update calcom_sync_queue
      set status = 'cancelled', next_attempt_at = null, settled_at = now(), locked_by = null,
        locked_until = null
      where company_id = ${companyId}::uuid and status = 'pending'`;
    await db.$executeRaw`
      update appointments
      set calcom_sync_status = 'not_connected', calcom_sync_error = null, calcom_sync_attempts = 0
      where company_id = ${companyId}::uuid
        and calcom_sync_status in ('pending', 'failed', 'manual_review')`;
    // Those of an appointment have ended with its state; these are of bookings that nobody reads any more.
    await db.$executeRaw`
      update calcom_reviews set status = 'settled', decided_at = now()
      where company_id = ${companyId}::uuid and appointment_id is null and status = 'open'`;
    await recordActivity(ctx, db, {
      event: "calcom_disconnected",
      data: { account: before.account },
    });

    return before;
  });

  await unsubscribe(toConnection(row, "").client, companyId);
}

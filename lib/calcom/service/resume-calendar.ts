import "server-only";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { CalendarChanged } from "@/lib/calcom/errors";
import type { SeenCalendar } from "@/lib/calcom/schema";
import { checkKey } from "@/lib/calcom/service/check-key";
import { findConnection, SEALED_FOR } from "@/lib/calcom/service/connection";
import { duePending } from "@/lib/calcom/service/due-pending";
import { authoriseSettings } from "@/lib/companies/service/authorise-settings";
import { unseal } from "@/lib/platform/sealed";
import type { TenantContext } from "@/lib/tenancy/context";

/**
 * Goes on with a connection that has stopped, if Cal.com takes its key by now.
 *
 * @throws NotAllowed for roles that change no settings
 * @throws CalendarAddressRefused
 * @throws CalendarKeyRefused
 * @throws CalendarUnreachable
 * @throws CalendarChanged it is not stopped (any more)
 */
export async function resumeCalendar(ctx: TenantContext, { version }: SeenCalendar): Promise<void> {
  authoriseSettings(ctx);
  const { companyId } = ctx;
  const row = await ctx.transaction((db) => findConnection(ctx, db));
  if (row?.status !== "stopped" || row.version !== version) throw new CalendarChanged();
  const { baseUrl, apiKey } = row;
  const { account } = await checkKey({ baseUrl, apiKey: unseal(apiKey, SEALED_FOR) });

  await ctx.transaction(async (db) => {
    const resumed = await db.$executeRaw`
      update calcom_connections
      set version = version + 1, status = 'active', stop_reason = null, stopped_at = null,
        paused_until = null, account = ${account}
      where company_id = ${companyId}::uuid and version = ${version} and status = 'stopped'`;
    if (resumed === 0) throw new CalendarChanged();
    await duePending(ctx, db);
    await recordActivity(ctx, db, { event: "calcom_resumed", data: { account } });
  });
}

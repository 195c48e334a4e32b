import "server-only";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { ApiVersionRefused, CalendarNotConnected } from "@/lib/calcom/errors";
import { CALCOM_VERSIONS } from "@/lib/platform/calcom/versions";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotAllowed } from "@/lib/tenancy/errors";

type ApiVersion = {
  endpoint: string;
  /** A day, as Cal.com names its contracts; null for the usual one. */
  version: string | null;
};

/**
 * Says which contract of Cal.com's an endpoint is asked for in a company whose Cal.com is older or newer than the usual ones.
 *
 * @throws NotAllowed for anybody but an operator
 * @throws ApiVersionRefused no such endpoint, or no such day
 * @throws CalendarNotConnected
 */
export async function setApiVersion(
  ctx: TenantContext,
  { endpoint, version }: ApiVersion,
): Promise<void> {
  if (ctx.actor.kind !== "operator") throw new NotAllowed();
  const isDay = version === null || /^\d{4}-\d\d-\d\d$/.test(version);
  if (!isDay || !Object.hasOwn(CALCOM_VERSIONS, endpoint)) {
    const known = Object.entries(CALCOM_VERSIONS).map(([path, usual]) => ({
      ...{ path: [path], message: usual },
    }));
    throw new ApiVersionRefused({ issues: known });
  }
  await ctx.transaction(async (db) => {
    const changed = await db.$executeRaw`
      update calcom_connections
      set api_versions = case when ${version}::text is null then api_versions - ${endpoint}::text
        else api_versions || jsonb_build_object(${endpoint}::text, ${version}::text) end
      where company_id = ${ctx.companyId}::uuid and status <> 'disconnected'`;
    if (changed === 0) throw new CalendarNotConnected();
    await recordActivity(ctx, db, { event: "calcom_changed", data: { endpoint, version } });
  });
}

import "server-only";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { CalendarChanged } from "@/lib/calcom/errors";
import type { ConnectCalendar } from "@/lib/calcom/schema";
import { checkKey } from "@/lib/calcom/service/check-key";
import { SEALED_FOR } from "@/lib/calcom/service/connection";
import { duePending } from "@/lib/calcom/service/due-pending";
import { newWebhookSecret } from "@/lib/calcom/service/rotate-secret";
import { isSubscribed, subscribe } from "@/lib/calcom/service/subscribe-webhook";
import { authoriseSettings } from "@/lib/companies/service/authorise-settings";
import { seal } from "@/lib/platform/sealed";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

/**
 * Connects the company to its Cal.com, or changes address and key of the connection. The key is asked whose it
 * is before anything is written. Without a secret that was typed, one is made and told to Cal.com,
 * unless what there is still holds.
 *
 * @throws NotAllowed for roles that change no settings
 * @throws CalendarAddressRefused
 * @throws CalendarKeyRefused
 * @throws CalendarUnreachable
 * @throws CalendarChanged somebody else saved meanwhile
 */
export async function connectCalendar(ctx: TenantContext, input: ConnectCalendar): Promise<void> {
  authoriseSettings(ctx);
  const { companyId } = ctx;
  const { apiKey, version, webhookSecret: typed } = input;
  const { baseUrl, client, account } = await checkKey(input);
  const isTold =
    typed === undefined && isSubscribed(await client.listWebhooks(), companyId) === true;
  const fresh = newWebhookSecret();

  const isFresh = await ctx.transaction(async (db) => {
    const before = await db.calcomConnection.findFirst({
      where: { companyId },
      select: { id: true, baseUrl: true, account: true, webhookSecret: true },
    });
    // Whoever has subscribed before we had a secret signs with one that nobody knows.
    const isKept = isTold && before !== null && before.webhookSecret !== null;
    const saved = await save(ctx, db, {
      ...{ version, baseUrl, account },
      apiKey: seal(apiKey, SEALED_FOR),
      secret: isKept ? null : seal(typed ?? fresh, SEALED_FOR),
    });
    if (saved === null) throw new CalendarChanged();
    // Numbers of event types mean something else at another Cal.com.
    if (before !== null && before.baseUrl !== baseUrl) {
      await db.calcomEventType.deleteMany({ where: { companyId } });
    }
    if (saved.isNew && isSameAccount(before, { baseUrl, account })) await queueMissed(ctx, db);
    await duePending(ctx, db);
    const event = saved.isNew ? "calcom_connected" : "calcom_changed";
    await recordActivity(ctx, db, { event, data: { account, baseUrl } });

    return typed === undefined && !isKept;
  });

  if (isFresh) await subscribe(client, { companyId, secret: fresh });
}

type Account = { baseUrl: string; account: string | null };

/** Another account knows nothing of the bookings of this one. */
function isSameAccount(before: Account | null, { baseUrl, account }: Account): boolean {
  return before?.baseUrl === baseUrl && before.account === account;
}

/** What was changed here while nobody was told is told now; what is over is of no use to anybody. */
async function queueMissed(ctx: TenantContext, db: TenantDb): Promise<void> {
  await db.$executeRaw`
    with missed as (
      update appointments set calcom_sync_status = 'pending', calcom_sync_error = null, calcom_sync_attempts = 0
      where company_id = ${ctx.companyId}::uuid and calcom_sync_status = 'not_connected'
        and calcom_booking_uid is not null and calcom_synced_version is distinct from version
        and greatest(ends_at, calcom_starts_at) > now()
      returning id, version)
    insert into calcom_sync_queue (company_id, appointment_id, version, begun)
    select ${ctx.companyId}::uuid, id, version, 1 from missed
    on conflict (company_id, appointment_id) where status = 'pending' do nothing`;
}

type Saved = {
  version: number;
  baseUrl: string;
  account: string;
  apiKey: Uint8Array;
  secret: Uint8Array | null;
};

/** Null where the row is no longer the one that was seen. */
async function save(
  ctx: TenantContext,
  db: TenantDb,
  { version, baseUrl, account, apiKey, secret }: Saved,
): Promise<{ isNew: boolean } | null> {
  if (version === 0) {
    const inserted = await db.$executeRaw`
      insert into calcom_connections (company_id, base_url, api_key, webhook_secret, account)
      values (${ctx.companyId}::uuid, ${baseUrl}, ${apiKey}, ${secret}, ${account})
      on conflict (company_id) do nothing`;

    return inserted === 1 ? { isNew: true } : null;
  }
  const [row] = await db.$queryRaw<{ isNew: boolean }[]>`
    update calcom_connections c
    set base_url = ${baseUrl}, api_key = ${apiKey}, account = ${account}, version = c.version + 1,
      status = 'active', stop_reason = null, stopped_at = null, paused_until = null,
      connected_at = case when seen.status = 'disconnected' then now() else c.connected_at end,
      polled_until = case when (c.base_url, c.account) is not distinct from (${baseUrl}, ${account})
        then c.polled_until end,
      polled_seen = '{}',
      previous_webhook_secret = case when ${secret}::bytea is null then c.previous_webhook_secret
        else c.webhook_secret end,
      previous_secret_until = case when ${secret}::bytea is null then c.previous_secret_until
        when c.webhook_secret is not null then now() + interval '7 days' end,
      webhook_secret = coalesce(${secret}::bytea, c.webhook_secret),
      breaker_state = 'closed', breaker_failures = '[]', breaker_opened_at = null, breaker_successes = 0,
      breaker_reason = null, probe_by = null, probe_until = null
    from calcom_connections seen
    where c.company_id = ${ctx.companyId}::uuid and c.version = ${version}
      and seen.company_id = c.company_id and seen.id = c.id
    returning seen.status = 'disconnected' as "isNew"`;

  return row ?? null;
}

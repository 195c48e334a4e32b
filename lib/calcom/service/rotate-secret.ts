import "server-only";

import { randomBytes } from "node:crypto";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { CalendarChanged } from "@/lib/calcom/errors";
import type { RotateSecret } from "@/lib/calcom/schema";
import {
  CONNECTION,
  type ConnectionRow,
  SEALED_FOR,
  toConnection,
} from "@/lib/calcom/service/connection";
import { subscribe } from "@/lib/calcom/service/subscribe-webhook";
import { authoriseSettings } from "@/lib/companies/service/authorise-settings";
import { seal } from "@/lib/platform/sealed";
import type { TenantContext } from "@/lib/tenancy/context";

const SECRET_BYTES = 32;

export function newWebhookSecret(): string {
  return randomBytes(SECRET_BYTES).toString("base64url");
}

/**
 * Changes what Cal.com signs with. The old secret holds for seven more days beside the new one, so that nothing
 * that is on its way gets lost. Without one that was typed, a new one is made and told to Cal.com.
 *
 * @throws NotAllowed for roles that change no settings
 * @throws CalendarChanged somebody else saved meanwhile, or nothing is connected
 */
export async function rotateSecret(
  ctx: TenantContext,
  { version, webhookSecret: typed }: RotateSecret,
): Promise<void> {
  authoriseSettings(ctx);
  const { companyId } = ctx;
  const secret = typed ?? newWebhookSecret();
  const row = await ctx.transaction(async (db) => {
    const [changed] = await db.$queryRaw<ConnectionRow[]>`
      update calcom_connections c
      set version = version + 1, webhook_secret = ${seal(secret, SEALED_FOR)},
        previous_webhook_secret = webhook_secret,
        previous_secret_until = case when webhook_secret is not null then now() + interval '7 days' end
      where company_id = ${companyId}::uuid and version = ${version} and status <> 'disconnected'
      returning ${CONNECTION}`;
    if (changed === undefined) throw new CalendarChanged();
    await recordActivity(ctx, db, { event: "calcom_changed", data: { account: changed.account } });

    return changed;
  });

  if (typed === undefined) await subscribe(toConnection(row, "").client, { companyId, secret });
}

import "server-only";

import type { AccountEvent } from "@/lib/accounts/schema";
import type { TenantDb, VisitorContext } from "@/lib/tenancy/context";

type Moment = {
  userId: string;
  /** Who did it, when it was not the account's own person. */
  by?: string;
  event: AccountEvent;
  data?: Record<string, string | number | null>;
};

/** Writes what happened to an account, in the transaction of what it tells about. */
export async function recordAccountActivity(
  { origin }: Pick<VisitorContext, "origin">,
  db: TenantDb,
  { userId, by, event, data = {} }: Moment,
): Promise<void> {
  await db.$executeRaw`
    insert into user_activity (user_id, event, actor_name, data, ip_address, user_agent, request_id)
    select id, ${event}, coalesce(${by ?? null}, name), ${JSON.stringify(data)}::jsonb,
      ${origin.ip}::inet, ${origin.userAgent?.slice(0, 400) ?? null}, ${origin.requestId}
    from users where id = ${userId}::uuid`;
}

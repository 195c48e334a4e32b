import "server-only";

import { createHash } from "node:crypto";

import { shortened } from "@/lib/shared/shortened";
import type { TenantContext } from "@/lib/tenancy/context";

type Parked = {
  /** Null where that cannot be read either: then nobody can follow it, and a person is shown it at once. */
  bookingUid: string | null;
  /** What was said of it; the same is parked once. */
  text: string;
};

/** Puts a listed booking that could not be taken in beside the webhooks: it is looked at again like one, and keeps no other waiting. */
export async function parkBooking(ctx: TenantContext, { bookingUid, text }: Parked): Promise<void> {
  const isLost = bookingUid === null;
  const hash = createHash("sha256")
    .update(`listed ${bookingUid ?? ""} ${text}`)
    .digest();
  await ctx.transaction(
    (db) => db.$executeRaw`
      insert into calcom_webhooks (company_id, body_hash, booking_uid, body, status, reason, next_attempt_at, processed_at)
      values (${ctx.companyId}::uuid, ${new Uint8Array(hash)}, ${bookingUid}, ${shortened(text, 65_536)},
        ${isLost ? "quarantined" : "received"}, ${isLost ? "unreadable-entry" : null},
        case when ${isLost} then null else now() end, case when ${isLost} then now() end)
      on conflict do nothing`,
  );
}

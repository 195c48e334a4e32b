import "server-only";

import { type Applied, applyBooking } from "@/lib/calcom/service/apply-booking";
import type { Connection } from "@/lib/calcom/service/connection";
import { isHeldFor } from "@/lib/calcom/service/guard-call";
import { readBooking } from "@/lib/calcom/service/read-booking";
import { log } from "@/lib/platform/log";
import { nextAttemptInMs } from "@/lib/platform/queue/backoff";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

const MOST_ATTEMPTS = 8;

type Hint = { id: string; bookingUid: string; attempts: number; seenAt: Date };

/**
 * Goes by what webhooks have hinted at: each booking is read, and only what was read counts. One that cannot be read or taken
 * in waits, and keeps no other one waiting; several hints at one booking are one look.
 *
 * @returns how many appointments were changed by it
 */
export async function processWebhooks(
  ctx: TenantContext,
  connection: Connection,
  goesOn: () => Promise<boolean>,
): Promise<number> {
  let applied = 0;
  while (await goesOn()) {
    const hint = await ctx.transaction((db) => nextHint(ctx, db));
    if (hint === null) break;
    const outcome = await follow(ctx, connection, hint).catch(async (error: unknown) => {
      log().error({ err: error, company: ctx.companyId, hint: hint.id }, "calendar hint failed");
      await putOff(ctx, hint, "failed");

      return "unchanged" as const;
    });
    if (outcome === "held") break;
    if (outcome === "applied") applied += 1;
  }

  return applied;
}

async function follow(
  ctx: TenantContext,
  connection: Connection,
  hint: Hint,
): Promise<Applied | "held"> {
  const read = await readBooking(ctx, connection, hint.bookingUid);
  if (isHeldFor(connection, read)) return "held";
  if (read.kind === "ok") {
    const outcome = await applyBooking(ctx, read.data);
    await close(ctx, hint, outcome === "unchanged" ? "unchanged" : "applied");

    return outcome;
  }
  if (read.kind === "unknown") await quarantine(ctx, hint, "unknown-booking");
  else await putOff(ctx, hint, "unreadable");

  return "unchanged";
}

async function nextHint(ctx: TenantContext, db: TenantDb): Promise<Hint | null> {
  const [row] = await db.$queryRaw<Hint[]>`
    select id, booking_uid as "bookingUid", attempts, now() as "seenAt" from calcom_webhooks
    where company_id = ${ctx.companyId}::uuid and status = 'received' and next_attempt_at <= now()
    order by next_attempt_at limit 1`;

  return row ?? null;
}

/** Every hint at the same booking that had come before it was read. */
async function close(
  ctx: TenantContext,
  hint: Hint,
  status: "applied" | "unchanged",
): Promise<void> {
  await ctx.transaction(
    (db) => db.$executeRaw`
      update calcom_webhooks set status = ${status}, next_attempt_at = null, processed_at = now()
      where company_id = ${ctx.companyId}::uuid and status = 'received' and (id = ${hint.id}::uuid
        or (booking_uid = ${hint.bookingUid} and received_at <= ${hint.seenAt}))`,
  );
}

async function quarantine(ctx: TenantContext, { id }: Hint, reason: string): Promise<void> {
  await ctx.transaction(
    (db) => db.$executeRaw`
      update calcom_webhooks set status = 'quarantined', reason = ${reason}, next_attempt_at = null,
        processed_at = now()
      where company_id = ${ctx.companyId}::uuid and id = ${id}::uuid and status = 'received'`,
  );
}

/** Later again; after some tries a person is shown it. */
async function putOff(ctx: TenantContext, hint: Hint, reason: string): Promise<void> {
  const { id, attempts } = hint;
  if (attempts + 1 >= MOST_ATTEMPTS) {
    await quarantine(ctx, hint, reason);

    return;
  }
  const waitMs = nextAttemptInMs(attempts + 1, MOST_ATTEMPTS) ?? 0;
  await ctx.transaction(
    (db) => db.$executeRaw`
      update calcom_webhooks set attempts = attempts + 1,
        next_attempt_at = now() + make_interval(secs => ${waitMs / 1000})
      where company_id = ${ctx.companyId}::uuid and id = ${id}::uuid and status = 'received'`,
  );
}

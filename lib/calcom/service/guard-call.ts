import "server-only";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { changeBreaker, type Connection } from "@/lib/calcom/service/connection";
import { duePending } from "@/lib/calcom/service/due-pending";
import type { Answer } from "@/lib/platform/calcom/answer";
import { ask, failed, type Permit, succeeded } from "@/lib/platform/circuit-breaker";
import { log } from "@/lib/platform/log";
import type { TenantContext } from "@/lib/tenancy/context";

/** Nobody was asked: the breaker is open, the provider wants patience, or the key is refused. */
export type Held = { kind: "held" };

/** How long a company is left alone when a limit is hit and nothing is said of when it ends. */
const LONGEST_PAUSE_SECONDS = 3600;

/**
 * One call through the company's circuit breaker. While it is closed this costs no query; while it is open nobody
 * waits for a dead service. Failures count only where the service is not there (5xx, 524, timeout,
 * connection); a refused key stops the company's sync, a limit pauses it.
 */
export async function guarded<Data>(
  ctx: TenantContext,
  connection: Connection,
  call: () => Promise<Answer<Data>>,
): Promise<Answer<Data> | Held> {
  if (connection.isPaused || connection.status !== "active") return { kind: "held" };
  const isClosed = connection.breaker.state === "closed";
  if (!isClosed && (await permit(ctx, connection)) === "wait") return { kind: "held" };

  const answer = await call();
  if (answer.kind === "outage") await noteFailure(ctx, connection, answer.cause);
  else if (!isClosed) await noteSuccess(ctx, connection);
  if (answer.kind === "unauthorised") await stop(ctx, connection, answer.status);
  if (answer.kind === "busy") await pause(ctx, connection, answer.waitMs);

  return answer;
}

/** Whether an answer counts for all of the company's calls: whoever asks on would get the same. */
export function isHeldFor({ breaker }: Connection, answer: Answer<unknown> | Held): boolean {
  if (answer.kind === "outage") return breaker.state !== "closed";

  return ["held", "unauthorised", "busy"].includes(answer.kind);
}

async function permit(ctx: TenantContext, connection: Connection): Promise<Permit> {
  return ctx.transaction(async (db) => {
    let given: Permit = "wait";
    const { after } = await changeBreaker(db, connection, (breaker, now) => {
      const asked = ask(breaker, { by: connection.worker, now });
      given = asked.permit;

      return asked.breaker;
    });
    connection.breaker = after;

    return given;
  });
}

async function noteFailure(
  ctx: TenantContext,
  connection: Connection,
  reason: string,
): Promise<void> {
  await ctx.transaction(async (db) => {
    const { before, after } = await changeBreaker(db, connection, (breaker, now) =>
      failed(breaker, { by: connection.worker, now, reason }),
    );
    connection.breaker = after;
    if (before.state !== "closed" || after.state === "closed") return;
    await recordActivity(ctx, db, { event: "calcom_breaker_opened", data: { reason } });
    log().warn({ company: ctx.companyId, reason }, "calendar breaker opened");
  });
}

async function noteSuccess(ctx: TenantContext, connection: Connection): Promise<void> {
  await ctx.transaction(async (db) => {
    const { before, after } = await changeBreaker(db, connection, (breaker) =>
      succeeded(breaker, { by: connection.worker }),
    );
    connection.breaker = after;
    if (before.state === "closed" || after.state !== "closed") return;
    await duePending(ctx, db);
    await recordActivity(ctx, db, { event: "calcom_breaker_closed" });
  });
}

/** Somebody has to look at the key: until then nothing of this company is asked. */
async function stop(ctx: TenantContext, connection: Connection, status: number): Promise<void> {
  connection.status = "stopped";
  const stopReason = `http-${String(status)}`;
  await ctx.transaction(async (db) => {
    const stopped = await db.$executeRaw`
      update calcom_connections set status = 'stopped', stop_reason = ${stopReason}, stopped_at = now()
      where company_id = ${ctx.companyId}::uuid and id = ${connection.id}::uuid and status = 'active'
        and version = ${connection.version}`;
    if (stopped > 0) {
      await recordActivity(ctx, db, { event: "calcom_stopped", data: { reason: stopReason } });
    }
  });
}

async function pause(ctx: TenantContext, connection: Connection, waitMs: number): Promise<void> {
  connection.isPaused = true;
  const seconds = Math.min(Math.ceil(waitMs / 1000), LONGEST_PAUSE_SECONDS);
  await ctx.transaction(
    (db) => db.$executeRaw`
      update calcom_connections
      set paused_until = greatest(paused_until, now() + make_interval(secs => ${seconds}))
      where company_id = ${ctx.companyId}::uuid and id = ${connection.id}::uuid`,
  );
}

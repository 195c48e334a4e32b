import "server-only";

import { noteTrouble } from "@/lib/calcom/service/note-booking";
import { nextAttemptInMs } from "@/lib/platform/queue/backoff";
import { claim } from "@/lib/platform/queue/claim";
import { sql } from "@/lib/platform/sql";
import { shortened } from "@/lib/shared/shortened";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

const QUEUE = { table: "calcom_sync_queue" };
/** Several calls of ten seconds may be needed for one appointment. */
const LEASE_SECONDS = 90;

/** An appointment to be told. `begun` is above one when somebody has tried before and may have been heard. */
export type SyncRow = {
  id: string;
  appointment_id: string;
  version: number;
  attempts: number;
  max_attempts: number;
  begun: number;
  locked_by: string;
};

/** The next appointment to be told, leased to a worker; null when nothing is due. */
export async function claimNext(ctx: TenantContext, worker: string): Promise<SyncRow | null> {
  const lease = { companyId: ctx.companyId, worker, seconds: LEASE_SECONDS };
  const [row] = await claim<SyncRow>(QUEUE, lease, {
    limit: 1,
    marks: sql`, begun = begun + 1`,
  });

  return row ?? null;
}

/** Somebody else has taken over: what this worker has learned is for them to find out again. */
export class LeaseLost extends Error {}

/**
 * It has been told up to a version. Where a newer one has come in the meantime, that is due at once, and what is
 * known of the booking is known for sure.
 *
 * @throws LeaseLost
 */
export async function settleRow(
  ctx: TenantContext,
  db: TenantDb,
  { row, version }: { row: SyncRow; version: number },
): Promise<void> {
  const settled = await db.$executeRaw`
    update calcom_sync_queue set begun = 0, attempts = 0, last_error = null,
      locked_until = null, locked_by = null,
      status = case when version <= ${version} then 'sent' else 'pending' end,
      settled_at = case when version <= ${version} then now() end,
      next_attempt_at = case when version <= ${version} then null else now() end
    where company_id = ${ctx.companyId}::uuid and id = ${row.id}::uuid and status = 'pending'
      and locked_by = ${row.locked_by}`;
  if (settled === 0) throw new LeaseLost();
}

/** Nobody was asked, or somebody who counts for all has said no: it waits, with no attempt used up. */
export async function releaseRow(
  ctx: TenantContext,
  { row, wasAsked }: { row: SyncRow; wasAsked: boolean },
): Promise<void> {
  await ctx.transaction(
    (db) => db.$executeRaw`
      update calcom_sync_queue set locked_until = null, locked_by = null,
        begun = begun - ${wasAsked ? 0 : 1}
      where company_id = ${ctx.companyId}::uuid and id = ${row.id}::uuid and status = 'pending'
        and locked_by = ${row.locked_by}`,
  );
}

/** It did not come through: again after 5, 30 and 120 minutes, until no attempt is left. */
export async function retryRow(
  ctx: TenantContext,
  { row, error }: { row: SyncRow; error: string },
): Promise<"retried" | "failed"> {
  const waitMs = nextAttemptInMs(row.attempts + 1, row.max_attempts);
  const status = waitMs === null ? "failed" : "pending";
  await ctx.transaction(async (db) => {
    const noted = await db.$executeRaw`
      update calcom_sync_queue set attempts = attempts + 1, last_error = ${shortened(error, 500)},
        locked_until = null, locked_by = null, status = ${status},
        next_attempt_at = now() + make_interval(secs => ${waitMs === null ? null : waitMs / 1000}::float8),
        settled_at = case when ${status} = 'failed' then now() end
      where company_id = ${ctx.companyId}::uuid and id = ${row.id}::uuid and status = 'pending'
        and locked_by = ${row.locked_by}`;
    if (noted === 0) return;
    await noteTrouble(ctx, db, { appointmentId: row.appointment_id, status, error });
  });

  return status === "failed" ? "failed" : "retried";
}

/** Sees to it that an appointment is told; where it waits already, it waits as before. */
export async function queueOnce(
  ctx: TenantContext,
  db: TenantDb,
  { id, version }: { id: string; version: number },
): Promise<void> {
  await db.$executeRaw`
    insert into calcom_sync_queue (company_id, appointment_id, version)
    values (${ctx.companyId}::uuid, ${id}::uuid, ${version}) on conflict do nothing`;
}

/** Tells an appointment as it is now, however often it has failed. */
export async function requeue(
  ctx: TenantContext,
  db: TenantDb,
  { id, version }: { id: string; version: number },
): Promise<void> {
  await db.$executeRaw`
    update appointments set calcom_sync_status = 'pending', calcom_sync_error = null, calcom_sync_attempts = 0
    where company_id = ${ctx.companyId}::uuid and id = ${id}::uuid`;
  await db.$executeRaw`
    insert into calcom_sync_queue (company_id, appointment_id, version, begun)
    values (${ctx.companyId}::uuid, ${id}::uuid, ${version}, 1)
    on conflict (company_id, appointment_id) where status = 'pending'
      do update set version = excluded.version, next_attempt_at = now(), attempts = 0`;
  ctx.wake.add("calcom-sync");
}

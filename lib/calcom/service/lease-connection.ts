import "server-only";

import { randomUUID } from "node:crypto";

import {
  CONNECTION,
  type Connection,
  type ConnectionRow,
  findConnection,
  toConnection,
} from "@/lib/calcom/service/connection";
import type { TenantContext } from "@/lib/tenancy/context";

const LEASE_SECONDS = 120;

/**
 * The company's connection for one worker of the whole fleet: one after another its appointments are told, so that a
 * dead service is asked by one, and a limit is not run into by many. Null where somebody else is at it, or where
 * there is nothing to be asked: stopped, paused, disconnected.
 */
export async function leaseConnection(ctx: TenantContext): Promise<Connection | null> {
  const worker = randomUUID();
  const row = await ctx.transaction(async (db) => {
    const [leased] = await db.$queryRaw<ConnectionRow[]>`
      update calcom_connections c
      set drained_by = ${worker}, drained_until = now() + make_interval(secs => ${LEASE_SECONDS})
      where c.company_id = ${ctx.companyId}::uuid and c.status = 'active'
        and (c.drained_until is null or c.drained_until < now())
        and (c.paused_until is null or c.paused_until <= now())
      returning ${CONNECTION}`;

    return leased;
  });

  return row === undefined ? null : toConnection(row, worker);
}

/** Goes on holding it; false when it took too long and somebody else has it now. */
export async function keepConnection(ctx: TenantContext, { worker }: Connection): Promise<boolean> {
  const kept = await ctx.transaction(
    (db) => db.$executeRaw`
      update calcom_connections set drained_until = now() + make_interval(secs => ${LEASE_SECONDS})
      where company_id = ${ctx.companyId}::uuid and drained_by = ${worker} and drained_until >= now()`,
  );

  return kept > 0;
}

export async function releaseConnection(ctx: TenantContext, { worker }: Connection): Promise<void> {
  await ctx.transaction(
    (db) => db.$executeRaw`
      update calcom_connections set drained_by = null, drained_until = null
      where company_id = ${ctx.companyId}::uuid and drained_by = ${worker}`,
  );
}

/** The company's connection for a question that somebody waits for; null where there is none in use. */
export async function openConnection(ctx: TenantContext): Promise<Connection | null> {
  const row = await ctx.transaction((db) => findConnection(ctx, db));

  return row?.status === "active" ? toConnection(row, randomUUID()) : null;
}

import "server-only";

import { type CalcomClient, createCalcomClient } from "@/lib/platform/calcom/client";
import { type Breaker, CLOSED } from "@/lib/platform/circuit-breaker";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { unseal } from "@/lib/platform/sealed";
import { sql } from "@/lib/platform/sql";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

/** What keys and webhook secrets of calendars are sealed for. */
export const SEALED_FOR = "calcom";

export type ConnectionRow = {
  id: string;
  companyId: string;
  version: number;
  baseUrl: string;
  apiKey: Uint8Array;
  apiVersions: Record<string, string>;
  account: string | null;
  status: "active" | "stopped";
  stopReason: string | null;
  /** False while the provider has asked for patience. */
  isPaused: boolean;
  pausedUntil: Date | null;
  polledUntil: Date | null;
  polledAt: Date | null;
  connectedAt: Date;
  breaker: Breaker;
};

/**
 * A connection in use by one process: what is known of its breaker is learned with the row, and from the
 * calls that this process makes; while it is closed nobody asks the database.
 */
export type Connection = Omit<ConnectionRow, "apiKey"> & { client: CalcomClient; worker: string };

/** The columns of rows named c, under the names of `ConnectionRow`. */
export const CONNECTION = sql`
  c.id, c.company_id as "companyId", c.version, c.base_url as "baseUrl", c.api_key as "apiKey",
  c.api_versions as "apiVersions", c.account, c.status, c.stop_reason as "stopReason",
  coalesce(c.paused_until > now(), false) as "isPaused", c.paused_until as "pausedUntil",
  c.polled_until as "polledUntil", c.polled_at as "polledAt", c.connected_at as "connectedAt",
  json_build_object('state', c.breaker_state, 'failures', c.breaker_failures,
    'openedAt', (extract(epoch from c.breaker_opened_at) * 1000)::bigint, 'successes', c.breaker_successes,
    'reason', c.breaker_reason, 'probe', case when c.probe_by is not null then json_build_object(
      'by', c.probe_by, 'until', (extract(epoch from c.probe_until) * 1000)::bigint) end) as breaker`;

export function toConnection(
  { apiKey, ...row }: ConnectionRow,
  worker: string,
  limits: { timeoutMs?: number } = {},
): Connection {
  const client = createCalcomClient({
    ...limits,
    baseUrl: row.baseUrl,
    apiKey: unseal(apiKey, SEALED_FOR),
    versions: row.apiVersions,
    allowPrivateHosts: env().CALCOM_ALLOW_PRIVATE_HOSTS === "on",
    onFailure: (failure) => {
      log().warn({ company: row.companyId, ...failure }, "calendar call failed");
    },
  });

  return { ...row, client, worker };
}

/** The company's connection; null where there is none (any more). */
export async function findConnection(
  ctx: TenantContext,
  db: TenantDb,
): Promise<ConnectionRow | null> {
  const [row] = await db.$queryRaw<ConnectionRow[]>`
    select ${CONNECTION} from calcom_connections c
    where c.company_id = ${ctx.companyId}::uuid and c.status <> 'disconnected'`;

  return row ?? null;
}

/** Rewrites the breaker under the lock of its row; the database's clock is the fleet's. */
export async function changeBreaker(
  db: TenantDb,
  { companyId, id }: Pick<ConnectionRow, "companyId" | "id">,
  change: (breaker: Breaker, now: number) => Breaker,
): Promise<{ before: Breaker; after: Breaker }> {
  const [row] = await db.$queryRaw<(Pick<ConnectionRow, "breaker"> & { now: number })[]>`
    select ${CONNECTION}, extract(epoch from clock_timestamp())::float8 * 1000 as now
    from calcom_connections c
    where c.company_id = ${companyId}::uuid and c.id = ${id}::uuid for update`;
  const before = row?.breaker ?? CLOSED;
  const after = change(before, Math.floor(row?.now ?? 0));
  if (after === before) return { before, after };

  const at = (ms: number | null | undefined) => (typeof ms === "number" ? new Date(ms) : null);
  await db.$executeRaw`
    update calcom_connections set breaker_state = ${after.state},
      breaker_failures = ${JSON.stringify(after.failures)}::jsonb, breaker_opened_at = ${at(after.openedAt)},
      breaker_successes = ${after.successes}, breaker_reason = ${after.reason},
      probe_by = ${after.probe?.by ?? null}, probe_until = ${at(after.probe?.until)}
    where company_id = ${companyId}::uuid and id = ${id}::uuid`;

  return { before, after };
}

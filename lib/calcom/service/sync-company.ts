import "server-only";

import type { Connection } from "@/lib/calcom/service/connection";
import {
  keepConnection,
  leaseConnection,
  releaseConnection,
} from "@/lib/calcom/service/lease-connection";
import { pollBookings } from "@/lib/calcom/service/poll-bookings";
import { processWebhooks } from "@/lib/calcom/service/process-webhooks";
import { pushAppointment } from "@/lib/calcom/service/push-appointment";
import { claimNext, LeaseLost, releaseRow, retryRow } from "@/lib/calcom/service/sync-queue";
import { nextProbeAt } from "@/lib/platform/circuit-breaker";
import { log } from "@/lib/platform/log";
import type { TenantContext } from "@/lib/tenancy/context";

/** Long before the lease of two minutes ends, and not with every small piece of work. */
const RENEWED_EVERY_MS = 20_000;

export type SyncCounts = {
  told: number;
  adopted: number;
  compensated: number;
  review: number;
  retried: number;
  failed: number;
  waiting: number;
};

export const NOTHING_SYNCED: SyncCounts = {
  ...{ told: 0, adopted: 0, compensated: 0, review: 0 },
  ...{ retried: 0, failed: 0, waiting: 0 },
};

/**
 * Brings a company's appointments in step, one after another: what was heard from Cal.com first, then what waits to be
 * told, then (with `poll`) what no webhook has told. Nothing while somebody else is at it.
 */
export async function syncCompany(
  ctx: TenantContext,
  { deadline, poll = false, pageSize }: { deadline: Date; poll?: boolean; pageSize?: number },
): Promise<SyncCounts> {
  const counts = { ...NOTHING_SYNCED };
  const connection = await leaseConnection(ctx);
  if (connection === null) return counts;

  try {
    const goesOn = goesOnUntil(ctx, connection, deadline);
    counts.adopted += await processWebhooks(ctx, connection, goesOn);
    await drain(ctx, connection, { counts, goesOn });
    if (poll) counts.adopted += await pollBookings(ctx, connection, { goesOn, pageSize });
  } finally {
    await releaseConnection(ctx, connection);
  }

  return counts;
}

/**
 * Says before each piece of work whether there is time for it, whether anybody may be asked, and whether the company is still
 * ours: its lease is renewed from piece to piece.
 */
function goesOnUntil(
  ctx: TenantContext,
  connection: Connection,
  deadline: Date,
): () => Promise<boolean> {
  let renewedAt = Date.now();
  let isOurs = true;

  return async () => {
    if (Date.now() > deadline.getTime() || isResting(connection)) return false;
    if (isOurs && Date.now() - renewedAt >= RENEWED_EVERY_MS) {
      renewedAt = Date.now();
      isOurs = await keepConnection(ctx, connection);
    }

    return isOurs;
  };
}

type Run = { counts: SyncCounts; goesOn: () => Promise<boolean> };

async function drain(
  ctx: TenantContext,
  connection: Connection,
  { counts, goesOn }: Run,
): Promise<void> {
  while (await goesOn()) {
    const row = await claimNext(ctx, connection.worker);
    if (row === null) return;
    const pushed = await pushAppointment(ctx, connection, row).catch((error: unknown) => {
      if (error instanceof LeaseLost) return null;
      log().error({ err: error, company: ctx.companyId, row: row.id }, "appointment not told");

      return { kind: "retry", cause: "failed" } as const;
    });
    if (pushed === null) continue;
    if (pushed.kind === "done") {
      if (pushed.ending !== "again") counts[pushed.ending] += 1;
      continue;
    }
    // A dead service is no fault of this appointment: it waits with all the others.
    if (pushed.kind === "waiting" || connection.breaker.state !== "closed") {
      await releaseRow(ctx, { row, wasAsked: pushed.kind === "retry" || pushed.wasAsked });
      counts.waiting += 1;

      return;
    }
    counts[await retryRow(ctx, { row, error: pushed.cause })] += 1;
  }
}

/** Nobody may be asked now: it would be held, row by row. */
function isResting({ status, isPaused, breaker }: Connection): boolean {
  const probeAt = nextProbeAt(breaker);
  const isOpen = breaker.state === "open" && probeAt !== null && Date.now() < probeAt;

  return status !== "active" || isPaused || isOpen;
}

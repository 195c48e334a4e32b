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
import type { TenantContext } from "@/lib/tenancy/context";

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
  { deadline, poll = false }: { deadline: Date; poll?: boolean },
): Promise<SyncCounts> {
  const counts = { ...NOTHING_SYNCED };
  const connection = await leaseConnection(ctx);
  if (connection === null) return counts;

  try {
    const isOver = () => Date.now() > deadline.getTime();
    if (!isResting(connection)) counts.adopted += await processWebhooks(ctx, connection, isOver);
    await drain(ctx, connection, { counts, isOver });
    if (poll && !isOver() && !isResting(connection)) {
      counts.adopted += await pollBookings(ctx, connection, isOver);
    }
  } finally {
    await releaseConnection(ctx, connection);
  }

  return counts;
}

type Run = { counts: SyncCounts; isOver: () => boolean };

async function drain(
  ctx: TenantContext,
  connection: Connection,
  { counts, isOver }: Run,
): Promise<void> {
  while (!isOver() && !isResting(connection) && (await keepConnection(ctx, connection))) {
    const row = await claimNext(ctx, connection.worker);
    if (row === null) return;
    const pushed = await pushAppointment(ctx, connection, row).catch((error: unknown) => {
      if (error instanceof LeaseLost) return null;
      throw error;
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

import "server-only";

import { Prisma } from "@/lib/platform/db/generated/client";
import type { Db } from "@/lib/platform/db/transaction";
import type { Delivery } from "@/lib/platform/mail/message";
import { nextAttemptInMs } from "@/lib/platform/queue/backoff";
import type { QueueRow } from "@/lib/platform/queue/queue";

export type Ending = "sent" | "retried" | "failed" | "cancelled" | "paused";

const PAUSE_SECONDS = 300;

/** What a delivery does to its row: where it goes next, and the columns that say so. */
export function verdict(
  row: Pick<QueueRow, "attempts" | "max_attempts">,
  delivery: Delivery,
): { ending: Ending; change: Prisma.Sql } {
  const attempts = row.attempts + 1;

  switch (delivery.outcome) {
    case "accepted":
      return {
        ending: "sent",
        change: Prisma.sql`status = 'sent', attempts = ${attempts}, sent_at = now(),
          next_attempt_at = null, last_error = null, provider_message_id = ${delivery.providerMessageId}`,
      };
    case "busy":
      return { ending: "paused", change: wait(delivery.error, delivery.retryAfterSeconds) };
    case "configuration":
      return { ending: "paused", change: wait(delivery.error, PAUSE_SECONDS) };
    case "temporary": {
      const waitMs = nextAttemptInMs(attempts, row.max_attempts);
      if (waitMs !== null) {
        return {
          ending: "retried",
          change: Prisma.sql`attempts = ${attempts}, ${wait(delivery.error, waitMs / 1000)}`,
        };
      }
      break;
    }
    case "permanent":
      break;
  }

  return {
    ending: "failed",
    change: Prisma.sql`status = 'failed', attempts = ${attempts}, next_attempt_at = null,
      last_error = ${delivery.error}`,
  };
}

/** Waiting does not use up an attempt by itself: being busy is not this mail's fault. */
function wait(error: string, seconds: number): Prisma.Sql {
  return Prisma.sql`last_error = ${error},
    next_attempt_at = now() + make_interval(secs => ${seconds})`;
}

/** Writes a row's next state and ends the lease; false when the lease was lost in the meantime. */
export async function settle(
  db: Db,
  table: string,
  { id, worker, change }: { id: string; worker: string; change: Prisma.Sql },
): Promise<boolean> {
  const changed = await db.$executeRaw`
    update ${Prisma.raw(table)} set ${change}, locked_until = null, locked_by = null
    where id = ${id}::uuid and locked_by = ${worker}`;

  return changed === 1;
}

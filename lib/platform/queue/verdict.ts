import "server-only";

import type { Delivery } from "@/lib/platform/mail/message";
import { nextAttemptInMs } from "@/lib/platform/queue/backoff";
import { pauseSeconds } from "@/lib/platform/queue/channel";
import type { QueueRow } from "@/lib/platform/queue/queue";

/** What became of a claimed row: what the provider said, or why it was not asked. */
export type Outcome =
  | Delivery
  | { outcome: "cancelled" }
  /** Mails to this address came back, or their reader complained: it is left in peace. */
  | { outcome: "suppressed" }
  /** It may have been accepted so long ago that the same key would make a second mail. */
  | { outcome: "forgotten" }
  /** Not come to: the row is as before, and somebody else may have it. */
  | { outcome: "released" };

export type Ending = "sent" | "retried" | "failed" | "cancelled" | "paused" | "released";

export type Settled<Row extends QueueRow> = { row: Row; outcome: Outcome };

/** The stable code in `last_error` of a mail that was refused because of its address. */
export const ADDRESS_SUPPRESSED = "address_suppressed";

/** The same for a mail that may have left, and whose key the provider has forgotten by now. */
export const KEY_FORGOTTEN = "key_forgotten";

export type Change = {
  ending: Ending;
  status: "pending" | "sent" | "failed" | "cancelled";
  attempts: number;
  error: string | null;
  providerMessageId: string | null;
  /** Null leaves the row due when it was due. */
  waitSeconds: number | null;
  /** Whether the provider may have accepted it all the same. */
  isUnclear: boolean;
};

/** What an outcome does to its row; waiting for the provider does not use up an attempt. */
export function verdict(
  { attempts, max_attempts }: Pick<QueueRow, "attempts" | "max_attempts">,
  outcome: Outcome,
): Change {
  const error = "error" in outcome ? outcome.error : null;
  const as = (ending: Ending, status: Change["status"], change: Partial<Change> = {}): Change => ({
    ...{ ending, status, attempts, error },
    ...{ providerMessageId: null, waitSeconds: null, isUnclear: false },
    ...change,
  });

  switch (outcome.outcome) {
    case "accepted":
      return as("sent", "sent", {
        attempts: attempts + 1,
        providerMessageId: outcome.providerMessageId,
      });
    case "released":
      return as("released", "pending");
    case "cancelled":
      return as("cancelled", "cancelled");
    case "suppressed":
      return as("failed", "failed", { error: ADDRESS_SUPPRESSED });
    case "forgotten":
      return as("failed", "failed", { error: KEY_FORGOTTEN });
    case "busy":
    case "configuration":
    case "quota":
      return as("paused", "pending", {
        waitSeconds: pauseSeconds(outcome.outcome, outcome.retryAfterSeconds),
      });
    case "permanent":
      return as("failed", "failed", { attempts: attempts + 1 });
    case "temporary":
      return as(...afterFailure(attempts + 1, max_attempts));
  }
}

/** Whether a mail that may have left all the same is tried again, and when. */
function afterFailure(
  attempts: number,
  mostAttempts: number,
): [Ending, Change["status"], Partial<Change>] {
  const waitMs = nextAttemptInMs(attempts, mostAttempts);
  const unclear = { attempts, isUnclear: true };

  return waitMs === null
    ? ["failed", "failed", unclear]
    : ["retried", "pending", { ...unclear, waitSeconds: waitMs / 1000 }];
}

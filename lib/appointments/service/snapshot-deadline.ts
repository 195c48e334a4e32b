import "server-only";

import { type ChangeFacts, decide, type FeeStep } from "@/lib/policies/rules";
import type { Policy } from "@/lib/policies/schema";

/** Instants until which the customer may move or cancel; null for what is not possible (any more). */
export type SnapshotDeadline = {
  rescheduleUntil: string | null;
  cancelUntil: string | null;
  reschedulesLeft: number;
  /** What a change costs from now on, step by step; missing in mails from before that was told. */
  fees?: { reschedule: SnapshotFee[]; cancel: SnapshotFee[] };
};

export type SnapshotFee = { until: string; feeMinor: number };

/** What a mail may promise, by the same decision that the page shows. */
export function deadlineOf(question: {
  policy: Policy;
  facts: ChangeFacts;
  now: Date;
}): SnapshotDeadline {
  const reschedule = decide("reschedule", question);
  const cancel = decide("cancel", question);

  return {
    rescheduleUntil: reschedule.refusal === null ? reschedule.until.toISOString() : null,
    cancelUntil: cancel.refusal === null ? cancel.until.toISOString() : null,
    reschedulesLeft: reschedule.left,
    fees: { reschedule: reschedule.fees.map(toSnapshot), cancel: cancel.fees.map(toSnapshot) },
  };
}

function toSnapshot({ until, feeMinor }: FeeStep): SnapshotFee {
  return { until: until.toISOString(), feeMinor };
}

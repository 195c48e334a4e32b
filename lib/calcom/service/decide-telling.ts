import "server-only";

import { ancestorOf, reconcile, type Reconciliation } from "@/lib/calcom/rules";
import type { Subject } from "@/lib/calcom/service/load-subject";
import type { Booking } from "@/lib/calcom/service/read-booking";

/** What has to happen about an appointment, by what is known of its booking. */
export function decide(subject: Subject, theirs: Booking | null | "assumed"): Reconciliation {
  const { ours, base } = subject;
  if (theirs === "assumed") return reconcile({ ours, base, theirs: base });

  const known = theirs === null ? base : ancestorOf(subject, theirs);

  return reconcile({ ours, base: known, theirs });
}

export type ToTell = "create" | "move" | "cancel" | "replace";

export function isToTell(action: Reconciliation): action is ToTell {
  return ["create", "move", "cancel", "replace"].includes(action);
}

import type { Change, Decision } from "@/lib/policies/rules";

type Changeable = Record<Change, Decision> & { mayChange: boolean; mayOverride: boolean };

/** Whether a member may make a change now: freely, only with a reason, or not at all. */
export function mayDo(change: Change, appointment: Changeable): "yes" | "with-reason" | "no" {
  const { refusal } = appointment[change];
  if (!appointment.mayChange) return "no";
  if (refusal === null) return "yes";
  if (refusal === "appointment-over" || refusal === "already-cancelled") return "no";

  return appointment.mayOverride ? "with-reason" : "no";
}

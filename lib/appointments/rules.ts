import type { AppointmentStatus, Step } from "@/lib/appointments/schema";

/** What can become of an appointment; `guard_status` in the database says the same to everybody. */
export const NEXT_STATUSES: Record<AppointmentStatus, readonly AppointmentStatus[]> = {
  pending: ["confirmed", "cancelled"],
  confirmed: ["in_progress", "completed", "no_show", "cancelled"],
  in_progress: ["completed"],
  completed: ["no_show"],
  no_show: ["completed"],
  cancelled: ["confirmed"],
};

/** The state that an appointment has after a step. */
export const STATUS_AFTER: Record<Step, AppointmentStatus> = {
  confirm: "confirmed",
  start: "in_progress",
  complete: "completed",
  "no-show": "no_show",
  restore: "confirmed",
};

export type StepRefusal = "appointment-over" | "already-cancelled" | "not-begun" | "not-cancelled";

/** People come early: an appointment can be started an hour before its time. */
const EARLY_MS = 60 * 60_000;

type Facts = { status: AppointmentStatus; startsAt: Date };

/** Why a step cannot be taken now, or null when it can. */
export function refuseStep(step: Step, { status, startsAt }: Facts, now: Date): StepRefusal | null {
  if (step === "restore" && status !== "cancelled") return "not-cancelled";
  if (step !== "restore" && status === "cancelled") return "already-cancelled";
  if (!NEXT_STATUSES[status].includes(STATUS_AFTER[step])) return "appointment-over";

  const untilStart = startsAt.getTime() - now.getTime();
  if (step === "confirm" || step === "restore") return untilStart <= 0 ? "appointment-over" : null;

  return untilStart > (step === "start" ? EARLY_MS : 0) ? "not-begun" : null;
}

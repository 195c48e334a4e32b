/** Why something waits for a person to look at it; the database has the same list. */
export const REVIEW_PROBLEMS = [
  "no-service",
  "no-host",
  "no-customer",
  "overlap",
  "booking-gone",
  "refused",
  "other-host",
  "no-address",
] as const;
export type ReviewProblem = (typeof REVIEW_PROBLEMS)[number];

/** How an appointment stands with the calendar of its staff member. */
export type SyncState = "not_connected" | "pending" | "synced" | "failed" | "manual_review";

/** Whether the calendar says something else than the appointment, or may. */
export function isOutOfStep(state: SyncState): boolean {
  return state !== "not_connected" && state !== "synced";
}

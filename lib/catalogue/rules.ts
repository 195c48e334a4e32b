/** What it takes until somebody can be booked, in the order in which it can be set up. */
export const SET_UP_STEPS = ["branch", "service", "staff", "offer"] as const;
export type SetUpStep = (typeof SET_UP_STEPS)[number];

/** Which of these a company has in use; `offer`: somebody performs a service in a branch. */
export type SetUpSoFar = Record<SetUpStep, boolean>;

/** The first thing that is missing; null where somebody can be booked. */
export function missingStep(has: SetUpSoFar): SetUpStep | null {
  return SET_UP_STEPS.find((step) => !has[step]) ?? null;
}

import "server-only";

const MINUTE_MS = 60_000;
/** 5 minutes after the first failure, 30 after the second, 2 hours after each one granted beyond. */
const STEPS_MS = [5 * MINUTE_MS, 30 * MINUTE_MS, 120 * MINUTE_MS] as const;

/** Milliseconds until the next try after `attempts` failures, or null when none is left. */
export function nextAttemptInMs(attempts: number, maxAttempts: number): number | null {
  if (attempts >= maxAttempts) return null;

  return STEPS_MS[Math.min(attempts, STEPS_MS.length) - 1] ?? STEPS_MS[0];
}

import "server-only";

type Times = ReadonlySet<number>;

/** A page that is loaded again shows what it has shown; what is confirmed is decided by the database. */
const KEPT_MS = 45_000;
const MOST_KEPT = 500;
/** However long the provider wants to be left alone, a page tries again after so much. */
const LONGEST_REST_MS = 300_000;

/** In this process alone, the one used last at the end. */
const kept = new Map<string, { times: Times; until: number }>();
const resting = new Map<string, number>();

/** Free times that were read a moment ago; null where none were, or too long ago. */
export function recentSlots(key: string): Times | null {
  const found = kept.get(key);
  if (found === undefined || found.until <= performance.now()) return null;
  kept.delete(key);
  kept.set(key, found);

  return found.times;
}

/** Keeps free times for three quarters of a minute, at most five hundred answers. */
export function keepSlots(key: string, times: Times): void {
  kept.delete(key);
  kept.set(key, { times, until: performance.now() + KEPT_MS });
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
}

/** Leaves a company's calendar alone as far as pages are concerned; the queue is none of their business. */
export function restSlots(companyId: string, waitMs: number): void {
  resting.set(companyId, performance.now() + Math.min(waitMs, LONGEST_REST_MS));
}

/** Whether pages have to leave a company's calendar alone. */
export function isResting(companyId: string): boolean {
  const until = resting.get(companyId);
  if (until === undefined) return false;
  if (until > performance.now()) return true;
  resting.delete(companyId);

  return false;
}

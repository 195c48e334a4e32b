/** Failures within the window that open it, and for how long it then stays open, in milliseconds. */
const FAILURES = 5;
const WINDOW_MS = 60_000;
const REST_MS = 60_000;
/** Successful probes that close it again. */
const SUCCESSES = 2;
/** A probe whose process has died is given up after this: three times the longest call. */
const PROBE_MS = 30_000;

/** Instants are milliseconds since 1970. */
export type Breaker = {
  state: "closed" | "open" | "half-open";
  /** The newest failures while it is closed. */
  failures: readonly number[];
  openedAt: number | null;
  /** Probes that have succeeded since it was opened. */
  successes: number;
  probe: { by: string; until: number } | null;
  /** What the failure was that opened it. */
  reason: string | null;
};

export const CLOSED: Breaker = {
  state: "closed",
  failures: [],
  openedAt: null,
  successes: 0,
  probe: null,
  reason: null,
};

export type Permit = "call" | "probe" | "wait";

/** Whether somebody may call now, and what that makes of the breaker: a probe is one in all the fleet. */
export function ask(
  breaker: Breaker,
  { by, now }: { by: string; now: number },
): { permit: Permit; breaker: Breaker } {
  if (breaker.state === "closed") return { permit: "call", breaker };
  const isResting = breaker.state === "open" && now < (nextProbeAt(breaker) ?? 0);
  const isProbed = breaker.probe !== null && now < breaker.probe.until;
  if (isResting || isProbed) return { permit: "wait", breaker };

  return {
    permit: "probe",
    breaker: { ...breaker, state: "half-open", probe: { by, until: now + PROBE_MS } },
  };
}

/** A call went unanswered. What was begun before it opened, or by a probe given up, changes nothing. */
export function failed(
  breaker: Breaker,
  { by, now, reason }: { by: string; now: number; reason: string },
): Breaker {
  if (breaker.state === "half-open" && breaker.probe?.by === by) return opened(now, reason);
  if (breaker.state !== "closed") return breaker;

  const failures = [...breaker.failures.filter((at) => now - at < WINDOW_MS), now];

  return failures.length < FAILURES ? { ...breaker, failures } : opened(now, reason);
}

/** A call was answered, whatever the answer said. While it is closed that is nothing to be noted. */
export function succeeded(breaker: Breaker, { by }: { by: string }): Breaker {
  if (breaker.state !== "half-open" || breaker.probe?.by !== by) return breaker;
  if (breaker.successes + 1 >= SUCCESSES) return CLOSED;

  return { ...breaker, successes: breaker.successes + 1, probe: null };
}

/** From when on a probe is allowed; null while it is closed. */
export function nextProbeAt({ openedAt }: Pick<Breaker, "openedAt">): number | null {
  return openedAt === null ? null : openedAt + REST_MS;
}

function opened(now: number, reason: string): Breaker {
  return { ...CLOSED, state: "open", openedAt: now, reason };
}

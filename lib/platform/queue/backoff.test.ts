import { describe, expect, it } from "vitest";

import { nextAttemptInMs } from "@/lib/platform/queue/backoff";

const MINUTE_MS = 60_000;

describe("nextAttemptInMs", () => {
  it.each([
    [1, 3, 5],
    [2, 3, 30],
    [3, 4, 120],
    [4, 5, 120],
  ])("after failure %i of %i waits %i minutes", (attempts, maxAttempts, minutes) => {
    expect(nextAttemptInMs(attempts, maxAttempts)).toBe(minutes * MINUTE_MS);
  });

  it.each([
    [3, 3],
    [4, 4],
    [5, 3],
  ])("gives up after failure %i of %i", (attempts, maxAttempts) => {
    expect(nextAttemptInMs(attempts, maxAttempts)).toBeNull();
  });
});

import { describe, expect, it } from "vitest";

import { rateBackAfter, type Sample } from "@/tests/support/drain-rate";

/** One look every 100 ms at work that goes at these rates (per second), a second each. */
function watch(perSecond: number[]): Sample[] {
  const samples: Sample[] = [{ at: 0, done: 0 }];
  for (let look = 1; look <= perSecond.length * 10; look += 1) {
    const done = samples.at(-1)!.done + perSecond[Math.ceil(look / 10) - 1]! / 10;
    samples.push({ at: look * 100, done });
  }

  return samples;
}

describe("the full rate after a blow", () => {
  it("is there at once when nothing slowed down", () => {
    const samples = watch([100, 100, 95, 100]);

    expect(rateBackAfter(samples, { hitAt: 2000, beforeMs: 2000, share: 0.9 })).toBe(0);
  });

  it("comes with the first second that is as fast as before, or nearly", () => {
    const samples = watch([100, 100, 0, 50, 60, 95, 100]);

    // From 4,900 ms on: a tenth of a second at 60, and nine at 95.
    expect(rateBackAfter(samples, { hitAt: 2000, beforeMs: 2000, share: 0.9 })).toBe(2900);
  });

  it("is unknown as long as no such second has been seen to its end", () => {
    const samples = watch([100, 100, 0, 50, 89]);

    expect(rateBackAfter(samples, { hitAt: 2000, beforeMs: 2000, share: 0.9 })).toBeUndefined();
  });
});

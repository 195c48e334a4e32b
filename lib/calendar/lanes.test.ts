import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { inLanes } from "@/lib/calendar/rules";

describe("lanes", () => {
  const lanesOf = (...stretches: [number, number][]) =>
    inLanes(stretches.map(([from, to]) => ({ from, to }))).map(({ from, lane, lanes }) => [
      from,
      lane,
      lanes,
    ]);

  it("are one for appointments that only touch", () => {
    expect(lanesOf([60, 90], [90, 120])).toEqual([
      [60, 0, 1],
      [90, 0, 1],
    ]);
  });

  it("share the width among those who hang together, and nobody else", () => {
    expect(lanesOf([60, 120], [90, 150], [120, 180], [200, 210])).toEqual([
      [60, 0, 2],
      [90, 1, 2],
      [120, 0, 2],
      [200, 0, 1],
    ]);
  });

  it("never put two things on the same spot, however they come", () => {
    const stretch = fc
      .tuple(fc.integer({ min: 0, max: 1380 }), fc.integer({ min: 1, max: 240 }))
      .map(([from, takes]) => ({ from, to: from + takes }));
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 30 }), (stretches) => {
        const placed = inLanes(stretches);
        expect(placed).toHaveLength(stretches.length);
        for (const [index, one] of placed.entries()) {
          expect(one.lane).toBeLessThan(one.lanes);
          for (const other of placed.slice(index + 1)) {
            if (one.from >= other.to || other.from >= one.to) continue;
            expect(one.lane).not.toBe(other.lane);
            expect(one.lanes).toBe(other.lanes);
          }
        }
      }),
    );
  });
});

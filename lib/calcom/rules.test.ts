import { describe, expect, it } from "vitest";

import { reconcile, type Side } from "@/lib/calcom/rules";

const at = (hour: number, eventTypeId = 1): Side => ({
  isActive: true,
  startsAt: new Date(Date.UTC(2027, 2, 10, hour)),
  eventTypeId,
});
const off: Side = { ...at(9), isActive: false };

describe("reconcile", () => {
  it.each([
    ["a new appointment", at(9), null, null, "create"],
    ["one that was cancelled before it was ever told", off, null, null, "agree"],
    ["nothing has changed", at(9), at(9), at(9), "agree"],
    ["moved here", at(10), at(9), at(9), "move"],
    ["cancelled here", off, at(9), at(9), "cancel"],
    ["another service here", at(9, 2), at(9), at(9), "replace"],
    ["restored here", at(9), off, off, "create"],
    ["moved there", at(9), at(9), at(10), "adopt-move"],
    ["cancelled there", at(9), at(9), off, "adopt-cancel"],
    ["moved to the same time on both sides", at(10), at(9), at(10), "agree"],
    ["cancelled on both sides", off, at(9), off, "agree"],
    ["moved on both sides: ours is told on top of theirs", at(10), at(9), at(11), "move"],
    ["moved here, cancelled there", at(10), at(9), off, "adopt-cancel"],
    ["cancelled here, moved there", off, at(9), at(10), "cancel"],
    ["another event type there", at(9), at(9), at(9, 2), "review"],
    ["alive again there, which Cal.com does not do", off, off, at(9), "review"],
    ["gone there without a trace", at(9), at(9), null, "review"],
    ["cancelled here, gone there", off, at(9), null, "agree"],
  ] as const)("%s", (_what, ours, base, theirs, expected) => {
    expect(reconcile({ ours, base, theirs })).toBe(expected);
  });
});

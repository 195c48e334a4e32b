import { describe, expect, it } from "vitest";

import { mayDo } from "@/components/appointment/may-do";
import type { ChangeRefusal, Decision } from "@/lib/policies/rules";

const decision = (refusal: ChangeRefusal | null): Decision => ({
  refusal,
  until: new Date("2027-03-10T09:00:00Z"),
  left: 1,
  feeMinor: 0,
  fees: [],
});
const appointment = (
  refusal: ChangeRefusal | null,
  { mayChange = true, mayOverride = true } = {},
) => ({
  reschedule: decision(refusal),
  cancel: decision(null),
  mayChange,
  mayOverride,
});

describe("mayDo", () => {
  it("lets a member change what the rules allow", () => {
    expect(mayDo("reschedule", appointment(null))).toBe("yes");
  });

  it("asks for a reason where the rules refuse and the member may pass them by", () => {
    expect(mayDo("reschedule", appointment("notice-too-short"))).toBe("with-reason");
  });

  it("refuses where the member may not pass the rules by", () => {
    const refused = appointment("too-many-moves", { mayOverride: false });

    expect(mayDo("reschedule", refused)).toBe("no");
    expect(mayDo("cancel", refused)).toBe("yes");
  });

  it.each(["appointment-over", "already-cancelled"] as const)("never revives: %s", (refusal) => {
    expect(mayDo("reschedule", appointment(refusal))).toBe("no");
  });

  it("refuses whoever may only look", () => {
    expect(mayDo("cancel", appointment(null, { mayChange: false }))).toBe("no");
  });
});

import { describe, expect, it } from "vitest";

import { type WhyNot, whyNotManage } from "@/lib/team/policy";
import { type Role, ROLES } from "@/lib/tenancy/roles";

/** Written by hand on purpose: the rule is computed, the expectation is not. */
const EXPECTED: Record<Role, Record<Role, WhyNot | null>> = {
  owner: { owner: null, admin: null, manager: null, staff: null },
  admin: { owner: "above-you", admin: null, manager: null, staff: null },
  manager: {
    ...{ owner: "only-managers", admin: "only-managers" },
    ...{ manager: "only-managers", staff: "only-managers" },
  },
  staff: {
    ...{ owner: "only-managers", admin: "only-managers" },
    ...{ manager: "only-managers", staff: "only-managers" },
  },
};

describe("whyNotManage", () => {
  for (const role of ROLES) {
    for (const other of ROLES) {
      it(`tells ${role} about ${other}: ${String(EXPECTED[role][other])}`, () => {
        expect(whyNotManage({ membershipId: "me", role }, { id: "other", role: other })).toBe(
          EXPECTED[role][other],
        );
      });
    }
  }

  it("lets nobody change themselves", () => {
    expect(whyNotManage({ membershipId: "me", role: "owner" }, { id: "me", role: "owner" })).toBe(
      "not-yourself",
    );
  });
});

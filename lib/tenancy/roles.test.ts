import { describe, expect, it } from "vitest";

import { MESSAGES } from "@/lib/platform/messages";
import { canGrant, CAPABILITIES, REACH, type Role, ROLES } from "@/lib/tenancy/roles";

/** Written by hand on purpose: the rule is computed, the expectation is not. */
const MAY_GRANT: Record<Role, readonly Role[]> = {
  owner: ["owner", "admin", "manager", "staff"],
  admin: ["admin", "manager", "staff"],
  manager: [],
  staff: [],
};

describe("canGrant", () => {
  for (const granter of ROLES) {
    for (const granted of ROLES) {
      const allowed = MAY_GRANT[granter].includes(granted);

      it(`${allowed ? "lets" : "does not let"} ${granter} make ${granted}`, () => {
        expect(canGrant(granter, granted)).toBe(allowed);
      });
    }
  }
});

it("promises a manager their branch's mails and log, and nothing of the operations page", () => {
  const reaches = (["see-mail", "see-activity", "see-operations"] as const).map(
    (capability) => REACH[capability].manager,
  );

  expect(reaches).toEqual(["branch", "branch", "none"]);
});

it("has words for every capability in both languages", () => {
  for (const locale of ["de", "en"] as const) {
    const words = MESSAGES[locale].team.roles.can as Record<string, string>;
    expect(CAPABILITIES.filter((capability) => words[capability] === undefined)).toEqual([]);
  }
});

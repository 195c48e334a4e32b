import { describe, expect, it } from "vitest";

import { policyFormSchema, policyScopeSchema, triedRuleSchema } from "@/lib/policies/schema";

const form = { scope: "company", version: "0" };

describe("the form of a rule", () => {
  it("sets nothing where it is left empty", () => {
    expect(policyFormSchema.parse({ ...form, rescheduleHours: "", isReasonRequired: "" })).toEqual({
      scope: { kind: "company", id: null },
      version: 0,
      values: {
        rescheduleNoticeMinutes: null,
        cancelNoticeMinutes: null,
        maxDaysAhead: null,
        maxReschedules: null,
        maxCancellations30Days: null,
        isReasonRequired: null,
        feeTiers: null,
      },
    });
  });

  it("reads hours with a comma or a point, and fees by their steps, the longest first", () => {
    const { values } = policyFormSchema.parse({
      ...form,
      rescheduleHours: "1,5",
      cancelHours: "0.25",
      maxReschedules: "0",
      isReasonRequired: "on",
      fees: "tiers",
      "tierHours.0": "24",
      "tierPercent.0": "100",
      "tierHours.2": "48",
      "tierPercent.2": "50",
    });

    expect(values).toMatchObject({
      rescheduleNoticeMinutes: 90,
      cancelNoticeMinutes: 15,
      maxReschedules: 0,
      isReasonRequired: true,
      feeTiers: [
        { withinMinutes: 2880, percent: 50 },
        { withinMinutes: 1440, percent: 100 },
      ],
    });
  });

  it("tells no fee from a fee that is taken over", () => {
    expect(policyFormSchema.parse({ ...form, fees: "none" }).values.feeTiers).toEqual([]);
    expect(policyFormSchema.parse({ ...form, fees: "inherit" }).values.feeTiers).toBeNull();
  });

  it.each([
    [{ rescheduleHours: "bald" }, "rescheduleHours", "hours"],
    [{ cancelHours: "9000" }, "cancelHours", "number-out-of-range"],
    [{ maxDaysAhead: "0" }, "maxDaysAhead", "number-out-of-range"],
    [{ maxReschedules: "-1" }, "maxReschedules", "number-out-of-range"],
    [{ fees: "tiers" }, "tierHours.0", "required"],
    [{ fees: "tiers", "tierHours.1": "24" }, "tierPercent.1", "required"],
    [
      { fees: "tiers", "tierHours.0": "24", "tierPercent.0": "101" },
      "tierPercent.0",
      "number-out-of-range",
    ],
    [
      {
        fees: "tiers",
        "tierHours.0": "24",
        "tierPercent.0": "10",
        "tierHours.1": "24",
        "tierPercent.1": "20",
      },
      "tierHours.1",
      "tier-twice",
    ],
  ])("says at which field %o is wrong", (fields, field, message) => {
    const isWrong = expect.objectContaining({ path: [field], message }) as unknown;

    for (const schema of [policyFormSchema, triedRuleSchema]) {
      const issues = schema.safeParse({ ...form, ...fields }).error?.issues ?? [];
      expect(issues).toContainEqual(isWrong);
    }
  });

  it("leaves what is only tried as it was typed", () => {
    const typed = { ...form, rescheduleHours: "1,5", cancelHours: "", fees: "none" };

    expect(triedRuleSchema.parse(typed)).toEqual(typed);
  });

  it.each(["", "everything", "service-", "service-1", "company-1"])(
    "is for nothing like “%s”",
    (scope) => {
      expect(policyScopeSchema.safeParse(scope).success).toBe(false);
    },
  );
});

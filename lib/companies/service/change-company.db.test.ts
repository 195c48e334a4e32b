import { beforeEach, describe, expect, it } from "vitest";

import { SecondFactorOfOwnMissing } from "@/lib/companies/errors";
import { companySettingsSchema } from "@/lib/companies/schema";
import { changeSettings, getSettings } from "@/lib/companies/service/change-company";
import { NotAllowed } from "@/lib/tenancy/errors";
import { owner } from "@/tests/support/database";
import { addMember, as, createSalon, stored, type TestSalon } from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
});

const input = (more: Record<string, unknown> = {}) =>
  companySettingsSchema.parse({
    name: "Salon Neu",
    phone: "030 1234",
    email: "",
    openingHoursNote: "",
    accentColour: "#AABBCC",
    isSecondFactorRequired: "off",
    ...more,
  });

describe("changeSettings", () => {
  it("changes this company alone, and writes it down", async () => {
    const elsewhere = await createSalon();
    await changeSettings(as(salon.companyId, salon.owner), input());

    await expect(getSettings(as(salon.companyId, salon.owner))).resolves.toEqual({
      name: "Salon Neu",
      phone: "030 1234",
      email: "",
      openingHoursNote: "",
      accentColour: "#aabbcc",
      isSecondFactorRequired: false,
    });
    await expect(getSettings(as(elsewhere.companyId, elsewhere.owner))).resolves.toHaveProperty(
      "name",
      `Salon ${elsewhere.slug}`,
    );
    expect(
      await stored("select event from activity_log where company_id = $1", salon.companyId),
    ).toEqual([{ event: "company_changed" }]);
  });

  it("asks nobody for a second factor whom it would lock out", async () => {
    const ctx = as(salon.companyId, salon.owner);
    const asked = input({ isSecondFactorRequired: "on" });
    await expect(changeSettings(ctx, asked)).rejects.toThrow(SecondFactorOfOwnMissing);
    await owner.query(
      "update users set totp_secret = '\\x00', totp_enabled_at = now() where id = $1",
      [salon.owner.userId],
    );
    await changeSettings(ctx, asked);

    expect(
      await stored(
        "select data from activity_log where company_id = $1 and event = 'second_factor_rule_changed'",
        salon.companyId,
      ),
    ).toEqual([{ data: { old: "optional", new: "required" } }]);
  });

  it.each(["manager", "staff"] as const)("is not for a %s", async (role) => {
    const member = await addMember(salon.companyId, role, { branchId: salon.branchId });
    const ctx = as(salon.companyId, member);

    await expect(changeSettings(ctx, input())).rejects.toThrow(NotAllowed);
    await expect(getSettings(ctx)).rejects.toThrow(NotAllowed);
  });

  it.each(["red", "#12345", "#gggggg", "#123456;}"])("takes no colour like %s", (accentColour) => {
    expect(() => input({ accentColour })).toThrow();
  });
});

import { beforeEach, describe, expect, it } from "vitest";

import { SecondFactorOfOwnMissing, SettingsChanged } from "@/lib/companies/errors";
import { companySettingsSchema } from "@/lib/companies/schema";
import { changeSettings, getSettings } from "@/lib/companies/service/change-company";
import { NotAllowed } from "@/lib/tenancy/errors";
import { behindLock } from "@/tests/support/behind-lock";
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
    timeZone: "Europe/Lisbon",
    locale: "en",
    accentColour: "#AABBCC",
    isSecondFactorRequired: "off",
    reminderHours: "0",
    quietFromHour: "20",
    quietUntilHour: "9",
    version: "1",
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
      timeZone: "Europe/Lisbon",
      locale: "en",
      accentColour: "#aabbcc",
      isSecondFactorRequired: false,
      reminderHours: 0,
      quietFromHour: 20,
      quietUntilHour: 9,
      version: 2,
    });
    await expect(getSettings(as(elsewhere.companyId, elsewhere.owner))).resolves.toHaveProperty(
      "name",
      `Salon ${elsewhere.slug}`,
    );
    expect(
      await stored("select event from activity_log where company_id = $1", salon.companyId),
    ).toEqual([{ event: "company_changed" }]);
  });

  it("lets one of two through who save what they saw, and shows the other what stands there now", async () => {
    const ctx = () => as(salon.companyId, salon.owner);
    const outcomes = await behindLock({ table: "companies", id: salon.companyId, waiting: 2 }, () =>
      Promise.allSettled([
        changeSettings(ctx(), input({ phone: "11111" })),
        changeSettings(ctx(), input({ phone: "22222" })),
      ]),
    );

    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused.map(({ reason }) => reason instanceof SettingsChanged)).toEqual([true]);
    const { phone } = await getSettings(ctx());
    expect(refused[0]?.reason).toMatchObject({
      params: { name: "Jana Richter", minutes: 0 },
      issues: [{ path: ["phone"], message: "now-stored", params: { value: phone } }],
      details: { version: 2 },
    });
    await changeSettings(ctx(), input({ phone: "33333", version: "2" }));
    await expect(getSettings(ctx())).resolves.toMatchObject({ phone: "33333", version: 3 });
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

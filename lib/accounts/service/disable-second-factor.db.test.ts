import { beforeEach, describe, expect, it } from "vitest";

import { CodeRefused, PasswordRefused, SecondFactorRequired } from "@/lib/accounts/errors";
import { codeSchema } from "@/lib/accounts/schema";
import { checkSecondFactor } from "@/lib/accounts/service/check-second-factor";
import { disableSecondFactor } from "@/lib/accounts/service/disable-second-factor";
import { resetSecondFactorOf } from "@/lib/accounts/service/manage-account";
import { renewRecoveryCodes } from "@/lib/accounts/service/renew-recovery-codes";
import { createOperatorContext, createVisitorContext } from "@/lib/tenancy/context";
import { owner } from "@/tests/support/database";
import { createAccount, createSalon, createSession, stored } from "@/tests/support/salon";
import * as support from "@/tests/support/second-factor";

const PASSWORD = "ein langes Passwort";
const NOW = new Date("2027-03-01T08:00:10Z");
const LATER = new Date(NOW.getTime() + 60_000);

let userId: string;
let secret: string;
let codes: string[];

beforeEach(async () => {
  userId = await createAccount(`${crypto.randomUUID().slice(0, 12)}@example.org`, PASSWORD);
  const { sessionId } = await createSession(userId);
  const proof = { currentPassword: PASSWORD, sessionId };
  ({ secret, codes } = await support.switchOn(person(NOW), proof));
});

const person = (now = LATER) => createVisitorContext(userId, { now });
const stranger = () => createVisitorContext(null, { now: LATER });
const both = (code: string, currentPassword = PASSWORD) => ({ currentPassword, code });
const appCode = () => support.appCode(secret, LATER);
const isOn = async () => {
  const [user] = await stored(
    "select totp_secret is not null and totp_enabled_at is not null as is_on from users where id = $1",
    userId,
  );

  return user?.["is_on"];
};
const codesKept = () => stored("select from user_recovery_codes where user_id = $1", userId);
const notices = () =>
  stored("select kind from account_email_queue where user_id = $1 order by id", userId);

describe("switching the second factor off", () => {
  it("takes password and code, forgets the secret and the recovery codes, and tells the account", async () => {
    const ctx = person();
    await disableSecondFactor(ctx, both(appCode()));

    expect(await isOn()).toBe(false);
    expect(await codesKept()).toEqual([]);
    await expect(checkSecondFactor(stranger(), { userId, code: codes[0]! })).rejects.toThrow(
      CodeRefused,
    );
    expect(await notices()).toEqual([{ kind: "second_factor_off" }]);
    expect([...ctx.wake]).toEqual(["account-emails"]);
  });

  it("takes a recovery code instead, for who has lost the app", async () => {
    await disableSecondFactor(person(), both(codes[2]!));

    expect(await isOn()).toBe(false);
  });

  it("is not done by the password alone, nor by the code alone", async () => {
    await expect(disableSecondFactor(person(), both("000000"))).rejects.toThrow(CodeRefused);
    await expect(disableSecondFactor(person(), both(appCode(), "falsch"))).rejects.toThrow(
      PasswordRefused,
    );

    expect(await isOn()).toBe(true);
    expect(await notices()).toEqual([]);
    expect(await stored("select cause from sign_in_failures where user_id = $1", userId)).toEqual([
      { cause: "code" },
    ]);
  });

  it.each([
    ["has another role", "role = 'staff'"],
    ["has left", "deactivated_at = now()"],
  ])(
    "is refused to an admin whose company asks for one, without using up a code, and not once somebody %s",
    async (_since, otherwise) => {
      const salon = await createSalon();
      await owner.query(
        "insert into memberships (company_id, user_id, role) values ($1, $2, 'admin')",
        [salon.companyId, userId],
      );
      await owner.query("update companies set is_second_factor_required = true where id = $1", [
        salon.companyId,
      ]);
      const off = () => disableSecondFactor(person(), both(codes[0]!));

      await expect(off()).rejects.toThrow(SecondFactorRequired);
      await expect(off()).rejects.toMatchObject({ params: { company: `Salon ${salon.slug}` } });
      await owner.query(`update memberships set ${otherwise} where user_id = $1`, [userId]);
      await expect(off()).resolves.toBeUndefined();
    },
  );

  it("is told to the account also when an operator does it", async () => {
    const helper = await createAccount(`${crypto.randomUUID()}@example.org`, PASSWORD);
    const ctx = createOperatorContext({ kind: "operator", userId: helper, name: "Olga" });
    await resetSecondFactorOf(ctx, userId);

    expect(await codesKept()).toEqual([]);
    expect(await notices()).toEqual([{ kind: "second_factor_off" }]);
    expect([...ctx.wake]).toEqual(["account-emails"]);
  });
});

describe("new recovery codes", () => {
  it("take password and code, make the old ones void, and are told to the account", async () => {
    const { recoveryCodes } = await renewRecoveryCodes(person(), both(codes[1]!));
    const fresh = codeSchema.parse({ code: recoveryCodes[0] }).code;
    const check = (code: string) => checkSecondFactor(stranger(), { userId, code });

    await expect(check(codes[0]!)).rejects.toThrow(CodeRefused);
    await expect(check(fresh)).resolves.toHaveProperty("userId", userId);
    expect(await notices()).toEqual([{ kind: "recovery_codes_renewed" }]);
  });

  it("are not made by the password alone, nor for what is not switched on", async () => {
    await expect(renewRecoveryCodes(person(), both("000000"))).rejects.toThrow(CodeRefused);
    await expect(checkSecondFactor(stranger(), { userId, code: codes[0]! })).resolves.toBeDefined();
    await disableSecondFactor(person(), both(codes[1]!));

    await expect(renewRecoveryCodes(person(), both(codes[2]!))).rejects.toThrow(CodeRefused);
  });
});

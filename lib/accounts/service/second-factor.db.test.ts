import { beforeEach, describe, expect, it } from "vitest";

import {
  CodeRefused,
  PasswordRefused,
  SecondFactorAlreadyOn,
  SecondFactorNotStarted,
} from "@/lib/accounts/errors";
import { checkSecondFactor } from "@/lib/accounts/service/check-second-factor";
import { findAccount } from "@/lib/accounts/service/get-account";
import {
  confirmSecondFactor,
  findSecondFactorSetup,
  startSecondFactor,
} from "@/lib/accounts/service/second-factor";
import { signIn } from "@/lib/accounts/service/sign-in";
import { createVisitorContext } from "@/lib/tenancy/context";
import { SignInRequired, TooManyAttempts } from "@/lib/tenancy/errors";
import { createAccount, createSession, stored } from "@/tests/support/salon";
import * as support from "@/tests/support/second-factor";

const PASSWORD = "ein langes Passwort";
const PROOF = { currentPassword: PASSWORD };
const NOW = new Date("2027-03-01T08:00:10Z");

let email: string;
let userId: string;
let sessionId: string;

beforeEach(async () => {
  email = `${crypto.randomUUID().slice(0, 12)}@example.org`;
  userId = await createAccount(email, PASSWORD);
  ({ sessionId } = await createSession(userId));
});

const person = (now = NOW) => createVisitorContext(userId, { now });
const stranger = (now = NOW) => createVisitorContext(null, { now });
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

const switchOn = () => support.switchOn(person(), { ...PROOF, sessionId });
const appCode = (secret: string, at = NOW) => support.appCode(secret, at);

describe("setting up a second factor", () => {
  it("asks for the password, and for nothing at sign-in until the first code was right", async () => {
    await expect(startSecondFactor(person(), { currentPassword: "falsch" })).rejects.toThrow(
      PasswordRefused,
    );
    expect(await findSecondFactorSetup(person())).toBeNull();

    await startSecondFactor(person(), PROOF);
    const setup = await findSecondFactorSetup(person());
    expect(setup!.uri).toContain("otpauth://totp/Terminportal:");
    expect(setup!.secret).toMatch(/^[A-Z2-7]{32}$/);
    await expect(confirmSecondFactor(person(), { code: "000000", sessionId })).rejects.toThrow(
      CodeRefused,
    );
    await expect(signIn(stranger(), { email, password: PASSWORD })).resolves.toHaveProperty(
      "hasSecondFactor",
      false,
    );
  });

  it("ends the other sessions, which were opened without it, and keeps this one", async () => {
    const other = await createSession(userId);
    await switchOn();

    await expect(findAccount(person(), other)).resolves.toBeNull();
    await expect(
      findAccount(person(), { userId, sessionEpoch: 1, sessionId }),
    ).resolves.toMatchObject({ secondFactor: "on", recoveryCodesLeft: 8 });
  });

  it("keeps neither the secret nor a recovery code in the clear", async () => {
    const { secret, codes } = await switchOn();
    const rows = JSON.stringify([
      await stored("select encode(totp_secret, 'escape') as s from users where id = $1", userId),
      await stored(
        "select encode(code_hash, 'escape') as c from user_recovery_codes where user_id = $1",
        userId,
      ),
    ]);

    expect(codes).toHaveLength(8);
    expect(new Set(codes).size).toBe(8);
    for (const text of [secret, ...codes]) expect(rows).not.toContain(text);
  });

  it("begins once: it is not begun again while it is on, nor confirmed before it was begun", async () => {
    await expect(confirmSecondFactor(person(), { code: "123456", sessionId })).rejects.toThrow(
      SecondFactorNotStarted,
    );
    await switchOn();

    await expect(startSecondFactor(person(), PROOF)).rejects.toThrow(SecondFactorAlreadyOn);
    await expect(confirmSecondFactor(person(), { code: "123456", sessionId })).rejects.toThrow(
      SecondFactorAlreadyOn,
    );
    await expect(startSecondFactor(stranger(), PROOF)).rejects.toThrow(SignInRequired);
  });
});

describe("signing in with a second factor", () => {
  it("takes the code of the app, a step early or late, and no older one", async () => {
    const { secret } = await switchOn();
    const check = async (at: Date, now: Date) =>
      checkSecondFactor(stranger(now), { userId, code: appCode(secret, at) });

    await expect(check(later(60), later(30))).resolves.toHaveProperty("userId", userId);
    await expect(check(later(90), later(120))).resolves.toHaveProperty("userId", userId);
    await expect(check(later(240), later(320))).rejects.toThrow(CodeRefused);
  });

  it("takes a code once, also from two browsers in the same moment", async () => {
    const { secret } = await switchOn();
    const code = appCode(secret, later(60));
    const both = await Promise.allSettled(
      [1, 2].map(() => checkSecondFactor(stranger(later(60)), { userId, code })),
    );

    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(checkSecondFactor(stranger(later(62)), { userId, code })).rejects.toThrow(
      CodeRefused,
    );
  });

  it("does not take the code that switched it on a second time", async () => {
    const { secret } = await switchOn();

    await expect(checkSecondFactor(stranger(), { userId, code: appCode(secret) })).rejects.toThrow(
      CodeRefused,
    );
  });

  it("takes each recovery code once, and writes it down", async () => {
    const { codes } = await switchOn();
    const code = codes[3]!;

    await expect(checkSecondFactor(stranger(), { userId, code })).resolves.toHaveProperty(
      "email",
      email,
    );
    await expect(checkSecondFactor(stranger(), { userId, code })).rejects.toThrow(CodeRefused);
    expect(
      await stored(
        "select from user_activity where user_id = $1 and event = $2",
        userId,
        "recovery_code_used",
      ),
    ).toHaveLength(1);
  });

  it("takes no code of somebody else, and none of somebody without a second factor", async () => {
    const { codes } = await switchOn();
    const other = await createAccount(`${crypto.randomUUID().slice(0, 12)}@example.org`, PASSWORD);

    await expect(checkSecondFactor(stranger(), { userId: other, code: codes[0]! })).rejects.toThrow(
      CodeRefused,
    );
    await expect(
      checkSecondFactor(stranger(), { userId: crypto.randomUUID(), code: "123456" }),
    ).rejects.toThrow(CodeRefused);
  });

  it("stops guessing after six tries, even with the right code", async () => {
    const { secret } = await switchOn();
    // Switching it on counted as the first.
    for (let tries = 2; tries <= 6; tries += 1) {
      await expect(checkSecondFactor(stranger(), { userId, code: "000000" })).rejects.toThrow(
        CodeRefused,
      );
    }

    await expect(
      checkSecondFactor(stranger(later(60)), { userId, code: appCode(secret, later(60)) }),
    ).rejects.toThrow(TooManyAttempts);
  });
});

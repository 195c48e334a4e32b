import { hash, verify } from "@node-rs/argon2";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { SecondFactorNotStarted, SignInRefused } from "@/lib/accounts/errors";
import { changePassword } from "@/lib/accounts/service/change-password";
import { endSessionsOf } from "@/lib/accounts/service/manage-account";
import {
  requestPasswordReset,
  resetPassword,
  resetSecret,
} from "@/lib/accounts/service/password-reset";
import {
  confirmSecondFactor,
  findSecondFactorSetup,
  startSecondFactor,
} from "@/lib/accounts/service/second-factor";
import { closeAllSessions } from "@/lib/accounts/service/sessions";
import { signIn } from "@/lib/accounts/service/sign-in";
import { createOperatorContext, createVisitorContext } from "@/lib/tenancy/context";
import { SignInRequired } from "@/lib/tenancy/errors";
import { createAccount, createSession, stored } from "@/tests/support/salon";
import { appCode, switchOn } from "@/tests/support/second-factor";

vi.mock("@node-rs/argon2", { spy: true });

const KNOWN = "ein langes Passwort";
const OWN = "ein neues Passwort";
const PROOF = { currentPassword: KNOWN };

let email: string;
let userId: string;

beforeEach(async () => {
  email = `${crypto.randomUUID().slice(0, 12)}@example.org`;
  userId = await createAccount(email, KNOWN);
});

const person = () => createVisitorContext(userId);
const stranger = () => createVisitorContext(null);

async function reset(): Promise<void> {
  await requestPasswordReset(stranger(), email);
  const [row] = await stored("select id from password_resets where email_normalised = $1", email);
  const id = String(row?.["id"]);
  await resetPassword(stranger(), { token: `${id}.${resetSecret(id)}`, password: OWN });
}

/** Whatever shuts out whoever knows the password, or sits at an open session. */
const SHUT_OUT = {
  "a changed password": () => changePassword(person(), { ...PROOF, password: OWN }),
  "a reset password": reset,
  "signing out everywhere": () => closeAllSessions(person()),
  "an operator": async () => {
    const id = await createAccount(`${crypto.randomUUID()}@example.org`, KNOWN);
    const ctx = createOperatorContext({ kind: "operator", userId: id, name: "Olga" });
    await endSessionsOf(ctx, userId);
  },
};

describe("whoever has begun to set up a second factor in somebody's account", () => {
  it.each(Object.entries(SHUT_OUT))("loses it by %s", async (_name, shutOut) => {
    const { sessionId } = await createSession(userId);
    await startSecondFactor(person(), PROOF);
    const setup = await findSecondFactorSetup(person());
    await shutOut();

    expect(await findSecondFactorSetup(person())).toBeNull();
    const code = appCode(setup!.secret, new Date());
    await expect(confirmSecondFactor(person(), { code, sessionId })).rejects.toThrow(
      SecondFactorNotStarted,
    );
  });

  it.each(Object.entries(SHUT_OUT))("leaves one that is on as it is, by %s", async (_, shutOut) => {
    const { sessionId } = await createSession(userId);
    await switchOn(person(), { ...PROOF, sessionId });
    await shutOut();

    const sql = "select totp_secret is not null as has, totp_enabled_at is not null as is_on";
    expect(await stored(`${sql} from users where id = $1`, userId)).toEqual([
      { has: true, is_on: true },
    ]);
  });
});

describe("whoever begins to set up a second factor while the password is reset", () => {
  it("is shut out, and nothing is left of it", async () => {
    const { verify: real } = await vi.importActual<{ verify: typeof verify }>("@node-rs/argon2");
    vi.mocked(verify).mockImplementationOnce(async (...given) => {
      const isRight = await real(...given);
      await reset();

      return isRight;
    });

    await expect(startSecondFactor(person(), PROOF)).rejects.toThrow(SignInRequired);
    expect(await findSecondFactorSetup(person())).toBeNull();
  });
});

describe("whoever changes the password while its owner resets it", () => {
  it("is shut out, and the owner's counts", async () => {
    const { hash: real } = await vi.importActual<{ hash: typeof hash }>("@node-rs/argon2");
    vi.mocked(hash).mockImplementationOnce(async (...given) => {
      await reset();

      return real(...given);
    });

    await expect(
      changePassword(person(), { ...PROOF, password: "das Passwort des Diebs" }),
    ).rejects.toThrow(SignInRequired);
    await expect(signIn(stranger(), { email, password: OWN })).resolves.toMatchObject({
      userId,
      sessionEpoch: 2,
    });
    await expect(signIn(stranger(), { email, password: "das Passwort des Diebs" })).rejects.toThrow(
      SignInRefused,
    );
  });
});

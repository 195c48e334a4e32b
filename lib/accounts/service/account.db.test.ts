import { beforeEach, describe, expect, it } from "vitest";

import {
  EmailLinkExpired,
  EmailTaken,
  EmailUnchanged,
  PasswordRefused,
  ResetLinkExpired,
  SignInRefused,
} from "@/lib/accounts/errors";
import {
  confirmEmailChange,
  emailChangeSecret,
  findEmailChange,
  requestEmailChange,
} from "@/lib/accounts/service/change-email";
import { changePassword } from "@/lib/accounts/service/change-password";
import {
  changeProfile,
  findAccount,
  listAccountActivity,
} from "@/lib/accounts/service/get-account";
import { endSessionsOf, resetSecondFactorOf } from "@/lib/accounts/service/manage-account";
import {
  requestPasswordReset,
  resetPassword,
  resetSecret,
} from "@/lib/accounts/service/password-reset";
import {
  closeAllSessions,
  closeSession,
  listSessions,
  openSession,
} from "@/lib/accounts/service/sessions";
import { signIn } from "@/lib/accounts/service/sign-in";
import {
  createOperatorContext,
  createVisitorContext,
  type OperatorContext,
} from "@/lib/tenancy/context";
import { NotFound, SignInRequired, TooManyAttempts } from "@/lib/tenancy/errors";
import { owner } from "@/tests/support/database";
import { createAccount, createSession, stored } from "@/tests/support/salon";

const PASSWORD = "ein langes Passwort";

let email: string;
let userId: string;

beforeEach(async () => {
  email = `${crypto.randomUUID().slice(0, 12)}@example.org`;
  userId = await createAccount(email, PASSWORD);
});

const ORIGIN = { ip: "203.0.113.9", userAgent: "Firefox", requestId: "req-9" };
const person = () => createVisitorContext(userId, { origin: ORIGIN });
const stranger = () => createVisitorContext(null);
const someoneElse = async () =>
  createVisitorContext(
    await createAccount(`${crypto.randomUUID().slice(0, 12)}@example.org`, PASSWORD),
  );

describe("sessions", () => {
  it("are listed with where they came from, this one first, and only one's own", async () => {
    const here = await openSession(person(), userId);
    const there = await openSession(person(), userId);
    await openSession(await someoneElse(), userId).catch(() => null);
    const sessions = await listSessions(person(), here);

    expect(sessions[0]).toMatchObject({
      id: here,
      isCurrent: true,
      ip: "203.0.113.9",
      userAgent: "Firefox",
    });
    expect(sessions.map(({ id }) => id)).toContain(there);
    expect(await listSessions(await someoneElse(), here)).toEqual([]);
  });

  it("end one by one, and nobody ends somebody else's", async () => {
    const { sessionId } = await createSession(userId);
    await expect(closeSession(await someoneElse(), sessionId)).rejects.toThrow(NotFound);
    await expect(closeSession(stranger(), sessionId)).rejects.toThrow(SignInRequired);
    await closeSession(person(), sessionId);

    await expect(findAccount(person(), { userId, sessionEpoch: 1, sessionId })).resolves.toBeNull();
    await expect(closeSession(person(), sessionId)).rejects.toThrow(NotFound);
  });

  it("end everywhere at once, also those whose row somebody lost", async () => {
    const claims = [await createSession(userId), await createSession(userId)];
    await closeAllSessions(person());

    for (const claim of claims) await expect(findAccount(person(), claim)).resolves.toBeNull();
    expect(await stored("select session_epoch from users where id = $1", userId)).toEqual([
      { session_epoch: 2 },
    ]);
  });
});

describe("another password", () => {
  it("needs the present one, ends every session, and kills reset links on their way", async () => {
    const claim = await createSession(userId);
    await requestPasswordReset(stranger(), email);
    const [reset] = await stored(
      "select id from password_resets where email_normalised = $1",
      email,
    );
    const token = `${String(reset?.["id"])}.${resetSecret(String(reset?.["id"]))}`;
    const change = (currentPassword: string) =>
      changePassword(person(), { currentPassword, password: "ein neues Passwort" });

    await expect(change("geraten")).rejects.toThrow(PasswordRefused);
    await expect(change(PASSWORD)).resolves.toMatchObject({ userId, sessionEpoch: 2 });
    await expect(findAccount(person(), claim)).resolves.toBeNull();
    await expect(signIn(stranger(), { email, password: PASSWORD })).rejects.toThrow(SignInRefused);
    await expect(
      resetPassword(stranger(), { token, password: "noch ein Passwort" }),
    ).rejects.toThrow(ResetLinkExpired);
  });

  it("cannot be guessed at an open screen", async () => {
    for (let tries = 1; tries <= 10; tries += 1) {
      await expect(
        changePassword(person(), { currentPassword: "geraten", password: "ein neues Passwort" }),
      ).rejects.toThrow(PasswordRefused);
    }

    await expect(
      changePassword(person(), { currentPassword: PASSWORD, password: "ein neues Passwort" }),
    ).rejects.toThrow(TooManyAttempts);
  });
});

async function epoch(): Promise<{ sessionEpoch: number }> {
  const [user] = await stored("select session_epoch from users where id = $1", userId);

  return { sessionEpoch: Number(user?.["session_epoch"]) };
}

async function operator(): Promise<OperatorContext> {
  const id = await createAccount(`${crypto.randomUUID().slice(0, 12)}@example.org`, PASSWORD);

  return createOperatorContext({ kind: "operator", userId: id, name: "Olga" });
}

/** Whatever ends every session of an account. */
const signedOut = {
  byNewPassword: () =>
    changePassword(person(), { currentPassword: PASSWORD, password: "ein neues Passwort" }),
  byReset: async () => {
    await requestPasswordReset(stranger(), email);
    const [reset] = await stored(
      "select id from password_resets where email_normalised = $1",
      email,
    );
    const id = String(reset?.["id"]);
    const token = `${id}.${resetSecret(id)}`;

    return resetPassword(stranger(), { token, password: "ein neues Passwort" });
  },
  everywhere: async () => {
    await closeAllSessions(person());

    return epoch();
  },
  byOperator: async () => {
    await endSessionsOf(await operator(), userId);

    return epoch();
  },
  bySecondFactor: async () => {
    await owner.query("update users set totp_secret = 'x', totp_enabled_at = now() where id = $1", [
      userId,
    ]);
    await resetSecondFactorOf(await operator(), userId);

    return epoch();
  },
};

describe("another e-mail address", () => {
  const ask = async (next: string) => {
    await requestEmailChange(person(), { currentPassword: PASSWORD, email: next });
    const [change] = await stored(
      "select id from email_changes where user_id = $1 order by created_at desc, id desc limit 1",
      userId,
    );
    const id = String(change?.["id"]);

    return `${id}.${emailChangeSecret(id)}`;
  };

  it("counts once its link is followed, and not by looking", async () => {
    const next = `neu-${email}`;
    const token = await ask(next);
    await expect(findEmailChange(stranger(), token)).resolves.toBe(next);
    await expect(signIn(stranger(), { email, password: PASSWORD })).resolves.toBeDefined();

    await expect(confirmEmailChange(stranger(), token)).resolves.toMatchObject({ email: next });
    await expect(signIn(stranger(), { email, password: PASSWORD })).rejects.toThrow(SignInRefused);
    await expect(
      signIn(stranger(), { email: next.toUpperCase(), password: PASSWORD }),
    ).resolves.toHaveProperty("userId", userId);
    await expect(confirmEmailChange(stranger(), token)).rejects.toThrow(EmailLinkExpired);
  });

  it("needs the password, and has to be another one", async () => {
    const wrong = requestEmailChange(person(), {
      currentPassword: "geraten",
      email: "x@y.example",
    });
    await expect(wrong).rejects.toThrow(PasswordRefused);
    await expect(ask(email)).rejects.toThrow(EmailUnchanged);
    expect(await stored("select from email_changes where user_id = $1", userId)).toEqual([]);
  });

  it("says that it is taken only to whoever reads its mail", async () => {
    const taken = `vergeben-${email}`;
    await createAccount(taken, PASSWORD);
    const token = await ask(taken);

    await expect(confirmEmailChange(stranger(), token)).rejects.toThrow(EmailTaken);
    expect(await stored("select email from users where id = $1", userId)).toEqual([{ email }]);
  });

  it("has one link at a time: a newer one replaces it, and it runs out", async () => {
    const first = await ask(`eins-${email}`);
    const second = await ask(`zwei-${email}`);
    await expect(findEmailChange(stranger(), first)).resolves.toBeNull();
    await owner.query("update email_changes set expires_at = now() where user_id = $1", [userId]);

    for (const token of [first, second, "", `${second.slice(0, 36)}.${"A".repeat(43)}`]) {
      await expect(confirmEmailChange(stranger(), token)).rejects.toThrow(EmailLinkExpired);
    }
  });

  it("has one link at a time also when two are asked for at once", async () => {
    await Promise.all(["eins", "zwei", "drei"].map((name) => ask(`${name}-${email}`)));
    const open = "select from email_changes where user_id = $1 and expires_at > now()";

    expect(await stored(open, userId)).toHaveLength(1);
  });

  it("is taken over once, of many who follow the link at the same moment", async () => {
    const token = await ask(`neu-${email}`);
    const all = await Promise.allSettled(
      [1, 2, 3, 4].map(() => confirmEmailChange(stranger(), token)),
    );

    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it.each([
    ["a new password", signedOut.byNewPassword],
    ["a forgotten password", signedOut.byReset],
    ["signing out everywhere", signedOut.everywhere],
    ["an operator who signs the account out", signedOut.byOperator],
    ["an operator who takes its second factor away", signedOut.bySecondFactor],
  ])("dies with %s: whoever asked for it has lost the account", async (_how, signOut) => {
    const token = await ask(`neu-${email}`);
    const { sessionEpoch } = await signOut();
    const claim = await createSession(userId, sessionEpoch);

    await expect(findEmailChange(stranger(), token)).resolves.toBeNull();
    await expect(confirmEmailChange(stranger(), token)).rejects.toThrow(EmailLinkExpired);
    expect(await stored("select email from users where id = $1", userId)).toEqual([{ email }]);
    await expect(findAccount(person(), claim)).resolves.toMatchObject({ pendingEmail: null });
  });
});

describe("an account's own page", () => {
  it("tells what happened lately, refused sign-ins among it", async () => {
    await openSession(person(), userId);
    await signIn(stranger(), { email, password: "geraten" }).catch(() => null);
    await changeProfile(person(), { name: "Tobias L.", locale: "en", timeZone: "Asia/Kathmandu" });

    expect((await listAccountActivity(person())).map(({ event }) => event)).toEqual([
      "profile_changed",
      "sign_in_failed",
      "signed_in",
    ]);
    expect(await listAccountActivity(await someoneElse())).toEqual([]);
    expect(await stored("select name, locale, time_zone from users where id = $1", userId)).toEqual(
      [{ name: "Tobias L.", locale: "en", time_zone: "Asia/Kathmandu" }],
    );
  });
});

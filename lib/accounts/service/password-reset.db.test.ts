import { hash } from "@node-rs/argon2";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { ResetLinkExpired, SignInRefused } from "@/lib/accounts/errors";
import {
  isResetLinkValid,
  requestPasswordReset,
  resetPassword,
  resetSecret,
} from "@/lib/accounts/service/password-reset";
import { signIn } from "@/lib/accounts/service/sign-in";
import { drainAccountMails } from "@/lib/jobs/drain-queues";
import { createVisitorContext } from "@/lib/tenancy/context";
import { TooManyAttempts } from "@/lib/tenancy/errors";
import { owner } from "@/tests/support/database";
import { createAccount, stored } from "@/tests/support/salon";

vi.mock("@node-rs/argon2", { spy: true });

const OLD = "ein langes Passwort";
const NEW = "ein neues Passwort";

let email: string;
let userId: string;

beforeEach(async () => {
  email = `${crypto.randomUUID().slice(0, 12)}@example.org`;
  userId = await createAccount(email, OLD);
});

const visitor = (ip: string | null = null) =>
  createVisitorContext(null, { origin: { ip, userAgent: null, requestId: "req-1" } });
const resets = () =>
  stored("select * from password_resets where email_normalised = $1 order by created_at", email);

async function askForLink(): Promise<string> {
  const before = new Set((await resets()).map(({ id }) => id));
  await requestPasswordReset(visitor(), email);
  const added = (await resets()).find(({ id }) => !before.has(id))!;

  return `${String(added["id"])}.${resetSecret(String(added["id"]))}`;
}

describe("requestPasswordReset", () => {
  it("queues one mail with a link for an hour, and keeps only a hash of its secret", async () => {
    const ctx = visitor();
    await requestPasswordReset(ctx, ` ${email.toUpperCase()}`);

    const [reset] = await resets();
    const id = String(reset?.["id"]);
    expect(await stored("select * from account_email_queue where reset_id = $1", id)).toMatchObject(
      [{ status: "pending", payload: null }],
    );
    expect(reset?.["token_hash"]).toHaveLength(32);
    expect(JSON.stringify(reset)).not.toContain(resetSecret(id));
    const [valid] = await stored(
      "select expires_at - created_at = interval '1 hour' as an_hour from password_resets where id = $1",
      id,
    );
    expect(valid).toEqual({ an_hour: true });
    expect([...ctx.wake]).toEqual(["account-emails"]);
  });

  it("answers an unknown address alike and writes the same rows, of which no mail comes", async () => {
    const unknown = `${crypto.randomUUID().slice(0, 12)}@example.org`;
    const ctx = visitor();

    await expect(requestPasswordReset(ctx, unknown)).resolves.toBeUndefined();
    expect([...ctx.wake]).toEqual(["account-emails"]);
    const rows = () =>
      stored(
        `select q.status from account_email_queue q join password_resets r on r.id = q.reset_id
         where r.email_normalised = $1`,
        unknown,
      );
    expect(await rows()).toEqual([{ status: "pending" }]);
    await drainAccountMails({});
    expect(await rows()).toEqual([{ status: "cancelled" }]);
    expect(await stored("select from mailbox_messages where recipient = $1", unknown)).toEqual([]);
  });

  it("sends three links an hour to an address, and says nothing about the fourth", async () => {
    for (let tries = 1; tries <= 5; tries += 1) {
      await expect(requestPasswordReset(visitor(), email)).resolves.toBeUndefined();
    }

    expect(await resets()).toHaveLength(3);
  });

  it("stops a client that asks for many addresses", async () => {
    const client = visitor("192.0.2.70");
    for (let tries = 1; tries <= 20; tries += 1) {
      await requestPasswordReset(client, `niemand-${tries}@example.org`);
    }

    await expect(requestPasswordReset(client, email)).rejects.toThrow(TooManyAttempts);
    expect(await resets()).toEqual([]);
  });
});

describe("resetPassword", () => {
  it("sets the password, ends every session, and says who it was", async () => {
    const token = await askForLink();
    const identity = await resetPassword(visitor(), { token, password: NEW });

    expect(identity).toEqual({
      userId,
      name: "Tobias Lang",
      email,
      locale: "de",
      sessionEpoch: 2,
      hasSecondFactor: false,
    });
    await expect(signIn(visitor(), { email, password: NEW })).resolves.toEqual(identity);
    await expect(signIn(visitor(), { email, password: OLD })).rejects.toThrow(SignInRefused);
  });

  it("works once, also when the form is sent several times at once", async () => {
    const token = await askForLink();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 5 }, (_none, index) =>
        resetPassword(visitor(), { token, password: `${NEW} ${index}` }),
      ),
    );
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");

    expect(refused).toHaveLength(4);
    expect(refused.every(({ reason }) => reason instanceof ResetLinkExpired)).toBe(true);
    await expect(isResetLinkValid(visitor(), token)).resolves.toBe(false);
  });

  it("kills every other link that was asked for", async () => {
    const first = await askForLink();
    const second = await askForLink();
    await resetPassword(visitor(), { token: second, password: NEW });

    await expect(resetPassword(visitor(), { token: first, password: OLD })).rejects.toThrow(
      ResetLinkExpired,
    );
  });

  it("refuses a link that has run out, another secret, and no link at all", async () => {
    const token = await askForLink();
    const [id] = token.split(".");
    for (const wrong of ["", id!, `${id!}.${"A".repeat(43)}`, `.${"x".repeat(100_000)}`]) {
      await expect(isResetLinkValid(visitor(), wrong)).resolves.toBe(false);
      await expect(resetPassword(visitor(), { token: wrong, password: NEW })).rejects.toThrow(
        ResetLinkExpired,
      );
    }
    await owner.query("update password_resets set expires_at = now() where email_normalised = $1", [
      email,
    ]);

    await expect(resetPassword(visitor(), { token, password: NEW })).rejects.toThrow(
      ResetLinkExpired,
    );
    await expect(signIn(visitor(), { email, password: OLD })).resolves.toHaveProperty(
      "sessionEpoch",
      1,
    );
  });

  it("computes no hash for whoever has no link, and stops a client that tries many", async () => {
    const client = visitor("2001:db8:70::1");
    vi.mocked(hash).mockClear();
    const guess = (host: number) =>
      resetPassword(visitor(`2001:db8:70::${host}`), {
        token: `${userId}.${"A".repeat(43)}`,
        password: NEW,
      });
    for (let tries = 1; tries <= 30; tries += 1) {
      await expect(guess(tries)).rejects.toThrow(ResetLinkExpired);
    }

    await expect(
      resetPassword(client, { token: await askForLink(), password: NEW }),
    ).rejects.toThrow(TooManyAttempts);
    expect(hash).not.toHaveBeenCalled();
  });

  it("is not used up by looking", async () => {
    const token = await askForLink();
    await expect(isResetLinkValid(visitor(), token)).resolves.toBe(true);
    await expect(isResetLinkValid(visitor(), token)).resolves.toBe(true);

    await expect(resetPassword(visitor(), { token, password: NEW })).resolves.toBeDefined();
  });
});

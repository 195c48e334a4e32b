import { beforeEach, describe, expect, it } from "vitest";

import { SignInRefused } from "@/lib/accounts/errors";
import { signIn } from "@/lib/accounts/service/sign-in";
import { createVisitorContext } from "@/lib/tenancy/context";
import { TooManyAttempts } from "@/lib/tenancy/errors";
import { owner } from "@/tests/support/database";
import { addMember, createAccount, createSalon, stored } from "@/tests/support/salon";

const PASSWORD = "ein langes Passwort";

let email: string;
let userId: string;

beforeEach(async () => {
  email = `${crypto.randomUUID().slice(0, 12)}@example.org`;
  userId = await createAccount(email, PASSWORD);
});

const from = (ip: string | null) =>
  createVisitorContext(null, { origin: { ip, userAgent: null, requestId: "req-1" } });
const attempt = (address: string, password: string, ip: string | null = null) =>
  signIn(from(ip), { email: address, password });
const errorOf = async (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe("signIn", () => {
  it("recognises the address however it is written, and the password to the letter", async () => {
    const expected = {
      userId,
      name: "Tobias Lang",
      email,
      locale: "de",
      sessionEpoch: 1,
      hasSecondFactor: false,
    };

    await expect(attempt(email, PASSWORD)).resolves.toEqual(expected);
    await expect(attempt(` ${email.toUpperCase()} `, PASSWORD)).resolves.toEqual(expected);
    await expect(attempt(email, PASSWORD.toUpperCase())).rejects.toThrow(SignInRefused);
    await expect(attempt(email, `${PASSWORD} `)).rejects.toThrow(SignInRefused);
  });

  it("answers a wrong password, an unknown address and an account without a password alike", async () => {
    const salon = await createSalon();
    const withoutPassword = "ohne-passwort@example.org";
    await addMember(salon.companyId, "staff", { email: withoutPassword });
    const answers = await Promise.all([
      errorOf(attempt(email, "falsch geraten")),
      errorOf(attempt("unbekannt@example.org", PASSWORD)),
      errorOf(attempt(withoutPassword, PASSWORD)),
      errorOf(attempt(withoutPassword, "")),
    ]);

    expect(answers.every((answer) => answer instanceof SignInRefused)).toBe(true);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it("writes a refused try down, for an unknown address just the same", async () => {
    const failures = () => stored("select user_id, cause from sign_in_failures order by id");
    const before = (await failures()).length;
    await errorOf(attempt(email, "falsch geraten"));
    await errorOf(attempt("unbekannt@example.org", "falsch geraten"));

    expect((await failures()).slice(before)).toEqual([
      { user_id: userId, cause: "password" },
      { user_id: null, cause: "password" },
    ]);
  });

  it("stops after ten tries of an address from one network, known or not, even with the right password", async () => {
    const unknown = `${crypto.randomUUID().slice(0, 12)}@example.org`;
    for (const [net, address] of [email, unknown].entries()) {
      const guesser = (host: number) => `2001:db8:${net}:60::${host}`;
      for (let tries = 1; tries <= 10; tries += 1) {
        // Another address of the same network every time.
        const spelling = tries % 2 === 0 ? address : address.toUpperCase();
        const wrong = attempt(spelling, `geraten ${tries}`, guesser(tries));
        await expect(wrong).rejects.toThrow(SignInRefused);
      }
      const refused = attempt(address, PASSWORD, guesser(11));
      await expect(refused).rejects.toThrow(TooManyAttempts);
      await expect(refused).rejects.toMatchObject({ params: { minutes: 15 } });
    }
  });

  it("lets the owner in from elsewhere while somebody guesses, however long", async () => {
    const guesses = Array.from({ length: 120 }, () =>
      errorOf(attempt(email, "geraten", "198.51.100.60")),
    );
    await Promise.all(guesses);

    await expect(attempt(email, PASSWORD, "198.51.100.60")).rejects.toThrow(TooManyAttempts);
    await expect(attempt(email, PASSWORD, "203.0.113.80")).resolves.toHaveProperty(
      "userId",
      userId,
    );
  });

  it.each(["known", "unknown"])(
    "stops many networks that guess one %s address together",
    async (kind) => {
      const address = kind === "known" ? email : `${crypto.randomUUID().slice(0, 12)}@example.org`;
      await owner.query(
        "insert into rate_limits (key, points, expire) values ($1, 100, now() + interval '10 minutes')",
        [`sign-in-address:${address}`],
      );

      await expect(attempt(address, PASSWORD, "192.0.2.90")).rejects.toThrow(TooManyAttempts);
    },
  );

  it("stops a client that tries many addresses, and nobody else", async () => {
    const client = "192.0.2.60";
    const tries = Array.from({ length: 60 }, (_none, index) =>
      errorOf(attempt(`niemand-${index}@example.org`, "geraten", client)),
    );

    expect((await Promise.all(tries)).every((error) => error instanceof SignInRefused)).toBe(true);
    await expect(attempt(email, PASSWORD, client)).rejects.toThrow(TooManyAttempts);
    await expect(attempt(email, PASSWORD, "192.0.2.61")).resolves.toHaveProperty("userId", userId);
  });
});

import { encode } from "next-auth/jwt";
import { beforeEach, describe, expect, it, vi } from "vitest";
import * as z from "zod";

import { env } from "@/lib/platform/env";
import { operatorAction } from "@/lib/web/action";
import { findOperatorRequest } from "@/lib/web/operator-request";
import { platformPage } from "@/lib/web/platform-page";
import { owner } from "@/tests/support/database";
import { createAccount, createSession } from "@/tests/support/salon";

const sent = vi.hoisted(() => ({ cookies: new Map<string, string>(), rule: "required" }));
// A request of Next's, which there is none of here.
vi.mock("next/headers", () => ({
  headers: () => Promise.resolve(new Headers()),
  cookies: () =>
    Promise.resolve({ get: (name: string) => ({ name, value: sent.cookies.get(name) }) }),
}));
vi.mock("@/lib/platform/env", async (original) => {
  const { env: given } = await original<{ env: typeof env }>();

  return { env: () => ({ ...given(), OPERATOR_SECOND_FACTOR: sent.rule }) };
});

let userId: string;

beforeEach(async () => {
  const email = `${crypto.randomUUID().slice(0, 12)}@example.org`;
  userId = await createAccount(email, "ein langes Passwort");
  const { sessionId: sid } = await createSession(userId);
  const token = { sub: userId, epoch: 1, sid, email };
  const cookie = await encode({ token, secret: env().AUTH_SECRET });
  sent.cookies = new Map([["next-auth.session-token", cookie]]);
  sent.rule = "required";
});

const makeOperator = () =>
  owner.query("update users set is_platform_operator = true where id = $1", [userId]);
const setUpFactor = () =>
  owner.query("update users set totp_secret = 'x', totp_enabled_at = now() where id = $1", [
    userId,
  ]);
const run = vi.fn(() => Promise.resolve("done"));
const act = () => operatorAction(z.object({}), run)(null, new FormData());
/** Where a page leads to instead of being shown. */
const turnedAway = async () =>
  platformPage("/platform").then(
    () => null,
    (error: unknown) => (error as { digest: string }).digest,
  );

describe("the platform", () => {
  it("is closed to an operator without a second factor, and leads to setting one up", async () => {
    await makeOperator();

    expect(await findOperatorRequest()).toBeNull();
    expect(await turnedAway()).toContain(";/account/second-factor?for=platform;");
    expect(await act()).toMatchObject({
      ok: false,
      problem: { code: "operator-factor-missing", status: 403 },
    });
    expect(run).not.toHaveBeenCalled();
  });

  it("opens as soon as there is one", async () => {
    await makeOperator();
    await setUpFactor();

    expect(await findOperatorRequest()).toMatchObject({ operator: { operator: { userId } } });
    expect(await turnedAway()).toBeNull();
    expect(await act()).toEqual({ ok: true, data: "done" });
  });

  it("asks for none where the installation does not", async () => {
    await makeOperator();
    sent.rule = "optional";

    expect(await turnedAway()).toBeNull();
    expect(await act()).toMatchObject({ ok: true });
  });

  it("does not exist for who does not run it, whatever they sign in with", async () => {
    for (const arrange of [() => Promise.resolve(), setUpFactor]) {
      await arrange();

      expect(await turnedAway()).toContain("404");
      expect(await act()).toMatchObject({ problem: { code: "not-found" } });
    }
  });
});

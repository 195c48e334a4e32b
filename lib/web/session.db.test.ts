import { beforeEach, expect, it, vi } from "vitest";

import { findAccount, type SessionClaim } from "@/lib/accounts/service/get-account";
import { createVisitorContext } from "@/lib/tenancy/context";
import { authOptions } from "@/lib/web/session";
import { createAccount, createSession } from "@/tests/support/salon";

// A request of Next's, which there is none of here.
vi.mock("next/headers", () => ({
  headers: () => Promise.resolve(new Headers()),
  cookies: () => Promise.resolve({ get: () => undefined }),
}));

const email = `${crypto.randomUUID().slice(0, 12)}@example.org`;
let claim: SessionClaim;
let other: SessionClaim;

beforeEach(async () => {
  const userId = await createAccount(`${crypto.randomUUID()}@example.org`, "ein langes Passwort");
  claim = await createSession(userId);
  other = await createSession(userId);
});

const signOut = async (token: Record<string, unknown>) => {
  await authOptions().events?.signOut?.({ token, session: { expires: "" } });
};
const isOpen = async (one: SessionClaim) =>
  (await findAccount(createVisitorContext(one.userId), one)) !== null;

it("signing out at next-auth's own endpoint ends that session for every copy of its cookie", async () => {
  const { userId: sub, sessionId: sid, sessionEpoch: epoch } = claim;
  await signOut({ sub, sid, epoch, email });

  expect([await isOpen(claim), await isOpen(other)]).toEqual([false, true]);
  await expect(signOut({ sub, sid, epoch, email })).resolves.toBeUndefined();
});

it("signing out with a token that is none of ours ends nothing", async () => {
  await signOut({ sub: other.userId, sid: claim.sessionId });

  expect([await isOpen(claim), await isOpen(other)]).toEqual([true, true]);
});

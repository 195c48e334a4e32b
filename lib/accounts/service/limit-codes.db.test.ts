import { beforeEach, describe, expect, it } from "vitest";

import { CodeRefused, TooManyCodes } from "@/lib/accounts/errors";
import { checkSecondFactor } from "@/lib/accounts/service/check-second-factor";
import { createVisitorContext } from "@/lib/tenancy/context";
import { owner } from "@/tests/support/database";
import { createAccount, createSession, stored } from "@/tests/support/salon";
import * as support from "@/tests/support/second-factor";

const PASSWORD = "ein langes Passwort";
const NOW = new Date("2027-03-01T08:00:10Z");
const at = (steps: number) => new Date(NOW.getTime() + steps * 30_000);

let userId: string;
let secret: string;

beforeEach(async () => {
  userId = await createAccount(`${crypto.randomUUID().slice(0, 12)}@example.org`, PASSWORD);
  const { sessionId } = await createSession(userId);
  const ctx = createVisitorContext(userId, { now: NOW });
  ({ secret } = await support.switchOn(ctx, { currentPassword: PASSWORD, sessionId }));
});

/** Somebody who waits out the five minutes after each try. */
async function patient(code: string, now = NOW): Promise<unknown> {
  await owner.query("delete from rate_limits where key = $1", [`second-factor:${userId}`]);

  return checkSecondFactor(createVisitorContext(null, { now }), { userId, code });
}
const guess = async (times: number) => {
  for (let tries = 1; tries <= times; tries += 1) {
    await expect(patient("000000")).rejects.toThrow(CodeRefused);
  }
};
const notices = () =>
  stored("select kind from account_email_queue where user_id = $1 order by id", userId);

describe("guessing the codes of a second factor slowly", () => {
  it("ends after thirty wrong ones in a day, even with the right code", async () => {
    await guess(30);
    const refused = patient(support.appCode(secret, at(2)), at(2));

    await expect(refused).rejects.toThrow(TooManyCodes);
    await expect(refused).rejects.toMatchObject({ params: { hours: 24 } });
  });

  it("is not held against whoever signs in thirty times a day", async () => {
    for (let step = 1; step <= 31; step += 1) {
      await patient(support.appCode(secret, at(step)), at(step));
    }

    await expect(patient(support.appCode(secret, at(32)), at(32))).resolves.toBeDefined();
  });

  it("is told to the account with the tenth wrong code of a day, once", async () => {
    await guess(9);
    expect(await notices()).toEqual([]);
    await guess(6);

    expect(await notices()).toEqual([{ kind: "codes_refused" }]);
  });
});

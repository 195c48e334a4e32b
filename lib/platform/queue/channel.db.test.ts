import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { ACCOUNT_MAILS } from "@/lib/notifications/service/account-mails";
import { INVITATION_MAILS } from "@/lib/notifications/service/invitation-mails";
import type { Delivery, Transport } from "@/lib/platform/mail/message";
import { findChannelPause } from "@/lib/platform/queue/channel";
import { drain } from "@/lib/platform/queue/drain";
import { owner } from "@/tests/support/database";
import { createSalon, invite, stored } from "@/tests/support/salon";

const ACCEPTED = { outcome: "accepted", providerMessageId: "re_1" } as const;
const WRONG_KEY = { outcome: "configuration", error: "invalid_api_key: no" } as const;
const NO_QUOTA = { outcome: "quota", error: "daily_quota_exceeded: no" } as const;
const busy = (retryAfterSeconds: number) =>
  ({ outcome: "busy", error: "rate_limit_exceeded: slow down", retryAfterSeconds }) as const;

let handedOver: string[];
let waits: number[];

beforeEach(async () => {
  await owner.query("delete from invitation_email_queue");
  await owner.query(
    "update mail_channel set paused_until = null, pause_kind = null, pause_error = null, paused_since = null",
  );
  const salon = await createSalon();
  for (let mail = 0; mail < 3; mail += 1) await invite(salon);
  handedOver = [];
  waits = [];
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
});

function provider(...answers: Delivery[]): Transport {
  return (_message, key) => {
    handedOver.push(key);

    return Promise.resolve(answers.shift() ?? ACCEPTED);
  };
}

const run = (answers: Delivery[], options: { deadline?: Date; concurrency?: number } = {}) =>
  drain(INVITATION_MAILS, {
    transport: provider(...answers),
    concurrency: 1,
    // Time goes by without anybody waiting for it.
    wait: (ms) => {
      waits.push(Math.round(ms / 1000));
      vi.setSystemTime(Date.now() + ms);

      return Promise.resolve();
    },
    ...options,
  });
afterEach(() => {
  vi.useRealTimers();
});
const attempts = async () =>
  (await stored("select attempts from invitation_email_queue")).map((row) => row["attempts"]);
const letPauseEnd = () => owner.query("update mail_channel set paused_until = now()");

describe("a refusal that concerns every mail", () => {
  it.each([
    ["a wrong key", WRONG_KEY, "configuration", 300],
    ["an empty quota", NO_QUOTA, "quota", 3600],
    ["a quota that says when", { ...NO_QUOTA, retryAfterSeconds: 600 }, "quota", 600],
    ["a provider busy for long", busy(60), "busy", 60],
  ] as const)(
    "pauses the channel and uses up no attempt: %s",
    async (_what, answer, kind, wait) => {
      await expect(run([answer])).resolves.toMatchObject({ sent: 0, paused: 1 });

      expect(handedOver).toHaveLength(1);
      expect(await attempts()).toEqual([0, 0, 0]);
      const pause = await findChannelPause();
      expect(pause).toMatchObject({ kind, error: answer.error });
      expect(Math.round((pause!.until.getTime() - pause!.since.getTime()) / 1000)).toBe(wait);
      // A refusal is no answer that may have been lost: however long the pause, the mail goes out after it.
      const unlocked =
        "select from invitation_email_queue where locked_by is null and unclear_since is null";
      expect(await stored(unlocked)).toHaveLength(3);
    },
  );

  it("keeps every queue and instance from asking again before the pause is over", async () => {
    await run([WRONG_KEY]);
    const asked = drain(ACCOUNT_MAILS, { transport: provider() });

    await expect(asked).resolves.toMatchObject({ sent: 0, paused: 1 });
    await expect(run([])).resolves.toMatchObject({ sent: 0, paused: 1 });
    expect(handedOver).toHaveLength(1);
  });

  it("is tried with one mail afterwards; the first success opens the channel", async () => {
    await run([WRONG_KEY]);
    await owner.query("update invitation_email_queue set next_attempt_at = now()");
    const { since } = (await findChannelPause())!;
    await letPauseEnd();
    await expect(run([WRONG_KEY], { concurrency: 4 })).resolves.toMatchObject({ paused: 1 });
    expect(handedOver).toHaveLength(2);
    expect((await findChannelPause())?.since).toEqual(since);

    await owner.query("update invitation_email_queue set next_attempt_at = now()");
    await letPauseEnd();
    await expect(run([])).resolves.toMatchObject({ sent: 3 });
    expect(await findChannelPause()).toBeNull();
    expect(await attempts()).toEqual([1, 1, 1]);
  });
});

describe("a provider that is busy for a moment", () => {
  it("is waited for, and the same mail goes out first, without a lost attempt", async () => {
    await expect(run([busy(2)])).resolves.toMatchObject({ sent: 3, paused: 0 });

    expect(waits).toEqual([2]);
    expect(handedOver).toHaveLength(4);
    expect(handedOver[1]).toBe(handedOver[0]);
    expect(await attempts()).toEqual([1, 1, 1]);
    expect(await findChannelPause()).toBeNull();
  });

  it("is left alone when it says that it will take no more for a second", async () => {
    await expect(run([{ ...ACCEPTED, restSeconds: 1 }])).resolves.toMatchObject({ sent: 3 });

    expect(waits).toEqual([1]);
  });

  it("ends the run when it says that it will take no more for longer than a run waits", async () => {
    await expect(run([{ ...ACCEPTED, restSeconds: 60 }])).resolves.toMatchObject({ sent: 1 });

    expect([waits, handedOver.length]).toEqual([[], 1]);
    expect((await attempts()).sort()).toEqual([0, 0, 1]);
    expect(await findChannelPause()).toBeNull();
  });

  it("is not waited for beyond the run's deadline", async () => {
    const deadline = new Date(Date.now() + 1500);
    await expect(run([busy(2)], { deadline })).resolves.toMatchObject({ sent: 0, paused: 1 });

    expect(waits).toEqual([]);
    expect(await findChannelPause()).toMatchObject({ kind: "busy" });
  });
});

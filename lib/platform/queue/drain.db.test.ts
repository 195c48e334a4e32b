import { beforeEach, describe, expect, it } from "vitest";

import { invitationSecret } from "@/lib/invitations/service/invitation-secret";
import { INVITATION_MAILS } from "@/lib/notifications/service/invitation-mails";
import type { Delivery, Message, Transport } from "@/lib/platform/mail/message";
import { drain } from "@/lib/platform/queue/drain";
import { owner } from "@/tests/support/database";
import { createSalon, invite, stored, type TestSalon } from "@/tests/support/salon";

const OUTCOMES = {
  accepted: { outcome: "accepted", providerMessageId: "re_1" },
  temporary: { outcome: "temporary", error: "application_error: later" },
  permanent: { outcome: "permanent", error: "validation_error: no" },
} as const satisfies Record<string, Delivery>;

let salon: TestSalon;
let invitation: { id: string };
let sent: { message: Message; key: string }[];

beforeEach(async () => {
  await owner.query("delete from invitation_email_queue");
  salon = await createSalon();
  invitation = await invite(salon, { message: "Willkommen!" });
  sent = [];
});

/** A provider that answers what it is told to, in turn; afterwards it accepts everything. */
function provider(...answers: (Delivery | Error)[]): Transport {
  return (message, key) => {
    sent.push({ message, key });
    const answer = answers.shift() ?? OUTCOMES.accepted;

    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
}

const run = (...answers: (Delivery | Error)[]) =>
  drain(INVITATION_MAILS, { transport: provider(...answers) });
const counted = (change: Record<string, number>) => ({
  sent: 0,
  retried: 0,
  failed: 0,
  cancelled: 0,
  paused: 0,
  ...change,
});
const row = async () => {
  const sql = `select *, round(extract(epoch from next_attempt_at - now()))::int as wait_seconds
    from invitation_email_queue where invitation_id = $1`;

  return (await stored(sql, invitation.id))[0]!;
};
const makeDue = () =>
  owner.query("update invitation_email_queue set next_attempt_at = now() where status = 'pending'");
const events = async () => {
  const sql =
    "select event, data from activity_log where subject_id = $1 and actor_kind = 'system'";

  return stored(sql, invitation.id);
};

describe("a mail that is due", () => {
  it("is sent once, with the provider's id, and stands in the log", async () => {
    await expect(run()).resolves.toEqual(counted({ sent: 1 }));
    await expect(run()).resolves.toEqual(counted({}));

    expect(sent).toHaveLength(1);
    expect(await row()).toMatchObject({
      status: "sent",
      attempts: 1,
      next_attempt_at: null,
      provider_message_id: "re_1",
      last_error: null,
      locked_by: null,
      locked_until: null,
    });
    expect(await events()).toEqual([{ event: "invitation_sent", data: { error: null } }]);
  });

  it("is not sent again by itself once the provider may have it and has forgotten its key", async () => {
    await run(OUTCOMES.temporary);
    const hoursLater = (hours: number) =>
      owner.query(
        `update invitation_email_queue set next_attempt_at = now(),
           unclear_since = now() - make_interval(hours => $1)`,
        [hours],
      );
    await hoursLater(22);
    await run(OUTCOMES.temporary);
    expect(await row()).toMatchObject({ status: "pending", attempts: 2 });

    await hoursLater(24);
    await expect(run()).resolves.toEqual(counted({ failed: 1 }));
    expect(sent).toHaveLength(2);
    expect(await row()).toMatchObject({
      ...{ status: "failed", attempts: 2, last_error: "key_forgotten", locked_by: null },
    });
  });

  it("may have left with a worker that died: that was at the end of its lease at the latest", async () => {
    await owner.query(
      `update invitation_email_queue set payload = '{"to": "anna@example.org"}', locked_by = 'dead',
         locked_until = now() - interval '24 hours'`,
    );
    await expect(run()).resolves.toEqual(counted({ failed: 1 }));
    expect(sent).toEqual([]);
    expect(await row()).toMatchObject({ status: "failed", last_error: "key_forgotten" });
  });

  it("waits 5 minutes, then 30, and has failed after the third time", async () => {
    await expect(run(OUTCOMES.temporary)).resolves.toEqual(counted({ retried: 1 }));
    expect(await row()).toMatchObject({ status: "pending", attempts: 1, wait_seconds: 300 });
    await expect(run()).resolves.toEqual(counted({}));

    await makeDue();
    await run(new Error("socket hang up"));
    expect(await row()).toMatchObject({
      attempts: 2,
      wait_seconds: 1800,
      last_error: "socket hang up",
    });

    await makeDue();
    await expect(run(OUTCOMES.temporary)).resolves.toEqual(counted({ failed: 1 }));
    expect(await row()).toMatchObject({ status: "failed", attempts: 3, next_attempt_at: null });
    expect(await events()).toEqual([
      { event: "invitation_failed", data: { error: "application_error: later" } },
    ]);
    const history = "select event, detail from mail_events where mail_id = $1 order by happened_at";
    expect(await stored(history, (await row())["id"])).toEqual([
      { event: "attempt_failed", detail: "application_error: later" },
      { event: "attempt_failed", detail: "socket hang up" },
      { event: "failed", detail: "application_error: later" },
    ]);
  });

  it("fails at once when the provider will never take it", async () => {
    await expect(run(OUTCOMES.permanent)).resolves.toEqual(counted({ failed: 1 }));

    expect(await row()).toMatchObject({
      status: "failed",
      attempts: 1,
      last_error: "validation_error: no",
    });
    expect(await events()).toMatchObject([{ event: "invitation_failed" }]);
  });

  it("goes out in the next run when one mail of this run cannot be written", async () => {
    const bad = await invite(salon);
    const elsewhere = await createSalon();
    await invite(elsewhere);
    const cannotWrite: typeof INVITATION_MAILS = {
      ...INVITATION_MAILS,
      render: (facts, one) =>
        facts.email === bad.email
          ? Promise.reject(new Error("no words for this one"))
          : INVITATION_MAILS.render(facts, one),
    };
    await expect(drain(cannotWrite, { transport: provider() })).resolves.toEqual(
      counted({ sent: 2, retried: 1 }),
    );

    await makeDue();
    await expect(run()).resolves.toEqual(counted({ sent: 1 }));
    const sql = "select status from invitation_email_queue where invitation_id = $1";
    expect(await stored(sql, bad.id)).toEqual([{ status: "sent" }]);
  });
});

describe("a mail whose invitation is not open any more", () => {
  it.each([
    ["accepted", "status = 'accepted', accepted_at = now()"],
    ["overdue", "expires_at = now()"],
    ["expired", "status = 'expired'"],
    ["withdrawn", "status = 'revoked', revoked_at = now()"],
    ["deleted", "deleted_at = now()"],
    ["sent again with a new link", "token_generation = 2"],
  ])("is cancelled and never sent: %s", async (_why, sql) => {
    await owner.query(`update user_invitations set ${sql} where id = $1`, [invitation.id]);
    await expect(run()).resolves.toEqual(counted({ cancelled: 1 }));

    expect(sent).toEqual([]);
    expect(await row()).toMatchObject({ status: "cancelled", next_attempt_at: null, attempts: 0 });
  });
});

describe("what goes to the provider", () => {
  it("is the same to the byte with the same key, whatever has changed since", async () => {
    await run(OUTCOMES.temporary);
    await owner.query("update companies set name = 'Umbenannt' where id = $1", [salon.companyId]);
    await owner.query(
      `update user_invitations set metadata = '{"message": "Anders"}', expires_at = now() + interval '9 hours'
       where id = $1`,
      [invitation.id],
    );
    await makeDue();
    await run();

    expect(sent).toHaveLength(2);
    expect(sent[1]).toEqual(sent[0]);
    expect(sent[0]?.key).toBe(`email-${String((await row())["id"])}`);
  });

  it("holds the link's secret, which the queue never does", async () => {
    await run();
    const secret = invitationSecret(salon.companyId, invitation.id, 1);
    const link = `http://localhost:3000/i/${salon.slug}/${invitation.id}.${secret}`;

    expect(sent[0]?.message.html).toContain(link);
    expect(sent[0]?.message.text).toContain(link);
    const { payload } = await row();
    expect(payload).toMatchObject({ subject: sent[0]?.message.subject });
    expect(JSON.stringify(await row())).not.toContain(secret);
  });
});

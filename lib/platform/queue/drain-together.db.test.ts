import { beforeEach, describe, expect, it } from "vitest";

import { INVITATION_MAILS } from "@/lib/notifications/service/invitation-mails";
import type { Delivery, Transport } from "@/lib/platform/mail/message";
import { drain } from "@/lib/platform/queue/drain";
import { owner } from "@/tests/support/database";
import { createSalon, invite, stored, type TestSalon } from "@/tests/support/salon";

let salon: TestSalon;
let keys: string[];

beforeEach(async () => {
  await owner.query("delete from invitation_email_queue");
  salon = await createSalon();
  keys = [];
});

const accepting: Transport = async (_message, key) => {
  keys.push(key);
  // Lets the other worker have its turn between hand-over and note.
  await stored("select 1");

  return { outcome: "accepted", providerMessageId: "re_1" };
};
type Options = Partial<Parameters<typeof drain>[1]>;
const run = (options: Options = {}) =>
  drain(INVITATION_MAILS, { transport: accepting, ...options });

/** So many open invitations with a mail that has been due for `minutes`. */
async function queueMails({ companyId, owner: inviter }: TestSalon, count: number, minutes = 0) {
  await owner.query(
    `with invited as (
       insert into user_invitations (company_id, email, email_normalised, role, invited_by, token_hash)
       select $1, 'p' || n || '@example.org', 'p' || n || '@example.org', 'staff', $2, ''
       from generate_series(1, $3::int) n returning company_id, id)
     insert into invitation_email_queue (company_id, invitation_id, token_generation, next_attempt_at)
     select company_id, id, 1, now() - make_interval(mins => $4) from invited`,
    [companyId, inviter.membershipId, count, minutes],
  );
}
const countSent = async ({ companyId }: TestSalon) =>
  (
    await stored(
      "select from invitation_email_queue where company_id = $1 and status = 'sent'",
      companyId,
    )
  ).length;

describe("several workers at once", () => {
  it("send each mail once", async () => {
    await queueMails(salon, 40);
    const counts = await Promise.all([run(), run(), run()]);

    expect(counts.reduce((sum, { sent }) => sum + sent, 0)).toBe(40);
    expect(keys).toHaveLength(40);
    expect(new Set(keys).size).toBe(40);
    expect(await stored("select from activity_log where event = 'invitation_sent'")).toHaveLength(
      40,
    );
  });

  it("do not wait for each other", async () => {
    await queueMails(salon, 5);
    const client = await owner.connect();
    await client.query("begin");
    await client.query("select from invitation_email_queue limit 1 for update");
    const counts = await run();
    await client.query("rollback");
    client.release();

    expect(counts).toMatchObject({ sent: 4 });
  });

  it("leave a mail alone that another one holds, until that one's lease has ended", async () => {
    const { id } = await invite(salon);
    const lease = (until: string) =>
      owner.query(
        `update invitation_email_queue set locked_until = ${until}, locked_by = 'dead' where invitation_id = $1`,
        [id],
      );
    await lease("now() + interval '60 seconds'");
    await run();
    expect(keys).toEqual([]);

    await lease("now() - interval '1 second'");
    await run();
    expect(keys).toHaveLength(1);
  });

  it("do not overrule each other: who lost the lease writes nothing down", async () => {
    const { id } = await invite(salon);
    await run({
      transport: async () => {
        await owner.query(
          "update invitation_email_queue set locked_by = 'somebody else' where invitation_id = $1",
          [id],
        );

        return { outcome: "permanent", error: "too late" };
      },
    });

    const [row] = await stored(
      "select status, attempts, last_error from invitation_email_queue where invitation_id = $1",
      id,
    );
    expect(row).toEqual({ status: "pending", attempts: 0, last_error: null });
    const failures =
      "select from activity_log where subject_id = $1 and event = 'invitation_failed'";
    expect(await stored(failures, id)).toEqual([]);
  });
});

describe("several companies", () => {
  it("take turns: one with 200 mails does not keep the other waiting", async () => {
    const other = await createSalon();
    await queueMails(salon, 200, 60);
    await queueMails(other, 15);
    const { sent } = await run();

    expect(sent).toBe(100);
    expect(await countSent(other)).toBe(15);
    expect(await countSent(salon)).toBe(85);
  });

  it("are not touched by a run for one of them", async () => {
    const other = await createSalon();
    await queueMails(salon, 3);
    await queueMails(other, 3);
    await run({ companyId: salon.companyId });

    expect([await countSent(salon), await countSent(other)]).toEqual([3, 0]);
  });
});

describe("a run", () => {
  it("sends a hundred mails at most, the longest waiting first", async () => {
    await queueMails(salon, 105, 5);
    const { id } = await invite(salon);
    await owner.query(
      "update invitation_email_queue set next_attempt_at = now() - interval '1 hour' where invitation_id = $1",
      [id],
    );
    await run();

    const [first] = await stored(
      "select id, status from invitation_email_queue where invitation_id = $1",
      id,
    );
    expect(first?.["status"]).toBe("sent");
    expect(keys[0]).toBe(`email-${String(first?.["id"])}`);
    expect(keys).toHaveLength(100);
    await run();
    expect(keys).toHaveLength(106);
  });

  it("does not begin a slice after its deadline", async () => {
    await queueMails(salon, 3);

    await expect(run({ deadline: new Date(0) })).resolves.toMatchObject({ sent: 0 });
    expect(keys).toEqual([]);
  });

  it("that has to stop holds nothing back from the next one", async () => {
    await queueMails(salon, 5);
    const busy: Delivery = { outcome: "busy", error: "slow down", retryAfterSeconds: 60 };
    await run({ transport: () => Promise.resolve(busy), concurrency: 1 });
    await owner.query("update mail_channel set paused_until = now()");

    await expect(run()).resolves.toMatchObject({ sent: 4 });
  });

  it("hands nothing over for which its lease may not last", async () => {
    await queueMails(salon, 3);
    await expect(run({ leaseSeconds: 0 })).resolves.toMatchObject({ sent: 0 });

    expect(keys).toEqual([]);
    const free = "select from invitation_email_queue where locked_by is null and attempts = 0";
    expect(await stored(free)).toHaveLength(3);
  });
});

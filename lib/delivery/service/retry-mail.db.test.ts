import { beforeEach, describe, expect, it } from "vitest";

import {
  AddressSuppressed,
  MailNotRetryable,
  MailNotWaiting,
  MailOutdated,
} from "@/lib/delivery/errors";
import { cancelMail } from "@/lib/delivery/service/cancel-mail";
import { getMail } from "@/lib/delivery/service/get-mail";
import { retryMail } from "@/lib/delivery/service/retry-mail";
import { liftSuppression, listSuppressions } from "@/lib/delivery/service/suppressions";
import { INVITATION_MAILS } from "@/lib/notifications/service/invitation-mails";
import { drain } from "@/lib/platform/queue/drain";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import { behindLock } from "@/tests/support/behind-lock";
import { owner } from "@/tests/support/database";
import { addMember, as, createSalon, invite, stored, type TestSalon } from "@/tests/support/salon";

let salon: TestSalon;
let invitation: { id: string; email: string };
let mailId: string;
let keys: string[];

const byOwner = () => as(salon.companyId, salon.owner, new Date());
const set = (sql: string) =>
  owner.query(`update invitation_email_queue set ${sql} where id = $1`, [mailId]);
const row = async (id = mailId) =>
  (
    await stored(
      `select status, attempts, max_attempts, replaces, next_attempt_at <= now() as is_due
       from invitation_email_queue where id = $1`,
      id,
    )
  )[0];
const events = async () =>
  (
    await stored(
      "select event from activity_log where company_id = $1 and subject_kind = 'mail'",
      salon.companyId,
    )
  ).map(({ event }) => event);
const drainAll = () =>
  drain(INVITATION_MAILS, {
    companyId: salon.companyId,
    transport: (_message, key) => {
      keys.push(key);

      return Promise.resolve({ outcome: "accepted", providerMessageId: "re_1" });
    },
  });

beforeEach(async () => {
  salon = await createSalon();
  invitation = await invite(salon);
  const [queued] = await stored(
    "select id from invitation_email_queue where invitation_id = $1",
    invitation.id,
  );
  mailId = String(queued?.["id"]);
  keys = [];
});

const FAILED = "status = 'failed', attempts = 3, next_attempt_at = null, last_error = 'x: no'";
const BOUNCED = `status = 'sent', attempts = 1, next_attempt_at = null, sent_at = now(),
  provider_message_id = 're_0', delivery_state = 'bounced', delivery_at = now()`;

describe("sending a mail again", () => {
  it("grants a failed one one more attempt, at once and under its own key", async () => {
    await set(FAILED);
    const ctx = byOwner();
    await expect(retryMail(ctx, mailId)).resolves.toBe(mailId);

    expect(await row()).toMatchObject({ status: "pending", max_attempts: 4, is_due: true });
    expect([...ctx.wake]).toEqual(["invitation-emails"]);
    await drainAll();
    expect(keys).toEqual([`email-${mailId}`]);
    expect(await events()).toEqual(["mail_retried"]);
    const { events: history } = await getMail(byOwner(), mailId);
    expect(history).toMatchObject([{ event: "retried", actorName: "Jana Richter" }]);
  });

  it("makes a new mail of one that came back, once", async () => {
    await set(BOUNCED);
    const next = await retryMail(byOwner(), mailId);

    expect(next).not.toBe(mailId);
    expect(await row(next)).toMatchObject({ status: "pending", attempts: 0, replaces: mailId });
    await expect(getMail(byOwner(), mailId)).resolves.toMatchObject({ replacedBy: next });
    await expect(retryMail(byOwner(), mailId)).rejects.toThrow(MailNotRetryable);
    await drainAll();
    expect(keys).toEqual([`email-${next}`]);
  });

  it("brings a later attempt forward", async () => {
    await set("attempts = 1, next_attempt_at = now() + interval '30 minutes'");
    await retryMail(byOwner(), mailId);

    expect(await row()).toMatchObject({ attempts: 1, max_attempts: 3, is_due: true });
  });

  it.each([
    ["failed", FAILED],
    ["bounced", BOUNCED],
  ])("happens once when two people press at the same time: %s", async (_what, state) => {
    await set(state);
    const results = await behindLock(
      { table: "invitation_email_queue", id: mailId, waiting: 2 },
      () => Promise.allSettled([retryMail(byOwner(), mailId), retryMail(byOwner(), mailId)]),
    );

    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const refused = results.find((result) => result.status === "rejected");
    expect(refused?.reason).toBeInstanceOf(MailNotRetryable);
    expect(await events()).toEqual(["mail_retried"]);
    await drainAll();
    expect(keys).toHaveLength(1);
  });

  it("is refused where nothing would be won", async () => {
    await expect(retryMail(byOwner(), mailId)).rejects.toThrow(MailNotRetryable);
  });

  it("is refused as long as nothing goes to the address, and works once that is lifted", async () => {
    await set(BOUNCED);
    await owner.query(
      "insert into mail_suppressions (company_id, email_normalised, reason) values ($1, $2, 'bounced')",
      [salon.companyId, invitation.email],
    );
    await expect(retryMail(byOwner(), mailId)).rejects.toThrow(AddressSuppressed);

    const [suppression] = await listSuppressions(byOwner());
    await liftSuppression(byOwner(), suppression!.id);
    await expect(retryMail(byOwner(), mailId)).resolves.toBeTypeOf("string");
  });

  it("is refused when its invitation is not open any more", async () => {
    await set(FAILED);
    await owner.query("update user_invitations set token_generation = 2 where id = $1", [
      invitation.id,
    ]);

    await expect(retryMail(byOwner(), mailId)).rejects.toThrow(MailOutdated);
    expect(await row()).toMatchObject({ status: "failed" });
  });
});

describe("calling a mail off", () => {
  it("stops a waiting one, and nothing is sent", async () => {
    await cancelMail(byOwner(), mailId);
    await drainAll();

    expect(keys).toEqual([]);
    expect(await row()).toMatchObject({ status: "cancelled" });
    expect(await events()).toEqual(["mail_cancelled"]);
  });

  it.each([
    ["being handed over", "locked_by = 'w', locked_until = now() + interval '1 minute'"],
    ["sent", "status = 'sent', sent_at = now(), next_attempt_at = null"],
  ])("comes too late for one that is %s", async (_what, state) => {
    await set(state);

    await expect(cancelMail(byOwner(), mailId)).rejects.toThrow(MailNotWaiting);
    expect(await events()).toEqual([]);
  });

  it("happens once when two people press at the same time", async () => {
    const results = await behindLock(
      { table: "invitation_email_queue", id: mailId, waiting: 2 },
      () => Promise.allSettled([cancelMail(byOwner(), mailId), cancelMail(byOwner(), mailId)]),
    );

    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await events()).toEqual(["mail_cancelled"]);
  });
});

describe("addresses to which nothing is sent", () => {
  it("are lifted once, in the name of whoever did it", async () => {
    await owner.query(
      "insert into mail_suppressions (company_id, email_normalised, reason, detail) values ($1, $2, 'bounced', 'Gone')",
      [salon.companyId, "anna@example.org"],
    );
    const [suppression] = await listSuppressions(byOwner());
    expect(suppression).toMatchObject({
      email: "anna@example.org",
      reason: "bounced",
      detail: "Gone",
    });
    await Promise.all([
      liftSuppression(byOwner(), suppression!.id),
      liftSuppression(byOwner(), suppression!.id),
    ]);

    expect(await listSuppressions(byOwner())).toEqual([]);
    const log = await stored(
      "select actor_name, data from activity_log where event = 'mail_suppression_lifted' and company_id = $1",
      salon.companyId,
    );
    expect(log).toEqual([
      { actor_name: "Jana Richter", data: { email: "anna@example.org", reason: "bounced" } },
    ]);
  });

  it("of another company are not found", async () => {
    await expect(liftSuppression(byOwner(), crypto.randomUUID())).rejects.toThrow(NotFound);
  });
});

describe("who may decide", () => {
  it.each(["manager", "staff"] as const)("not a %s", async (role) => {
    const member = await addMember(salon.companyId, role, { branchId: salon.branchId });
    const ctx = as(salon.companyId, member, new Date());

    await expect(retryMail(ctx, mailId)).rejects.toThrow(NotAllowed);
    await expect(cancelMail(ctx, mailId)).rejects.toThrow(NotAllowed);
    await expect(liftSuppression(ctx, mailId)).rejects.toThrow(NotAllowed);
    await expect(listSuppressions(ctx)).rejects.toThrow(NotAllowed);
  });

  it("nor anybody of another company: to them the mail does not exist", async () => {
    const other = await createSalon();
    const ctx = as(other.companyId, other.owner, new Date());

    await expect(retryMail(ctx, mailId)).rejects.toThrow(NotFound);
    await expect(cancelMail(ctx, mailId)).rejects.toThrow(NotFound);
  });
});

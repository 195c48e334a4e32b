import { beforeEach, describe, expect, it } from "vitest";

import { INVITATION_MAILS } from "@/lib/notifications/service/invitation-mails";
import type { Message, Transport } from "@/lib/platform/mail/message";
import { drain } from "@/lib/platform/queue/drain";
import { owner } from "@/tests/support/database";
import { createSalon, invite, stored, type TestSalon } from "@/tests/support/salon";

let salon: TestSalon;
let sent: Message[];

beforeEach(async () => {
  await owner.query("delete from invitation_email_queue");
  salon = await createSalon();
  sent = [];
});

const transport: Transport = (message) => {
  sent.push(message);

  return Promise.resolve({ outcome: "accepted", providerMessageId: "re_1" });
};
const run = (queue = INVITATION_MAILS) => drain(queue, { transport });
const suppress = (companyId: string, email: string) =>
  owner.query(
    "insert into mail_suppressions (company_id, email_normalised, reason) values ($1, $2, 'bounced')",
    [companyId, email],
  );
const states = () =>
  stored(`select i.email, q.status, q.attempts, q.last_error
    from invitation_email_queue q join user_invitations i on i.id = q.invitation_id order by i.email`);

describe("a suppressed address", () => {
  it("gets nothing, and the mail has failed with a code that the page can say in words", async () => {
    await invite(salon, { email: "Anna@Example.org" });
    await invite(salon, { email: "ben@example.org" });
    await suppress(salon.companyId, "anna@example.org");
    await expect(run()).resolves.toMatchObject({ sent: 1, failed: 1 });

    expect(sent.map(({ to }) => to)).toEqual(["ben@example.org"]);
    expect(await states()).toMatchObject([
      { status: "failed", attempts: 0, last_error: "address_suppressed" },
      { status: "sent", last_error: null },
    ]);
  });

  it("is one company's affair, and none any more once it is lifted", async () => {
    const other = await createSalon();
    for (const at of [salon, other]) await invite(at, { email: "anna@example.org" });
    await suppress(salon.companyId, "anna@example.org");
    await owner.query(
      "update mail_suppressions set lifted_at = now(), lifted_by = $2 where company_id = $1",
      [salon.companyId, salon.owner.membershipId],
    );
    await suppress(other.companyId, "anna@example.org");

    await expect(run()).resolves.toMatchObject({ sent: 1, failed: 1 });
  });
});

describe("a mail that somebody else has taken over while it was written", () => {
  it("is theirs: neither stored as it was written here nor handed over", async () => {
    await invite(salon, { email: "anna@example.org" });
    await run({
      ...INVITATION_MAILS,
      render: async (...of: Parameters<typeof INVITATION_MAILS.render>) => {
        await owner.query("update invitation_email_queue set locked_by = 'somebody else'");

        return INVITATION_MAILS.render(...of);
      },
    });

    expect(sent).toEqual([]);
    expect(await stored("select payload, locked_by from invitation_email_queue")).toEqual([
      { payload: null, locked_by: "somebody else" },
    ]);
  });
});

describe("a mail that cannot be prepared", () => {
  it("leaves the others alone, even when it breaks the transaction they share", async () => {
    const bad = await invite(salon, { email: "bad@example.org" });
    await invite(salon, { email: "good@example.org" });
    const broken = {
      ...INVITATION_MAILS,
      find: async (...[db, rows]: Parameters<typeof INVITATION_MAILS.find>) => {
        if (rows.some((row) => row.invitation_id === bad.id)) await db.$queryRaw`select 1 / 0`;

        return INVITATION_MAILS.find(db, rows);
      },
    };
    await expect(run(broken)).resolves.toMatchObject({ sent: 1, retried: 1 });

    expect(await states()).toMatchObject([
      { email: "bad@example.org", status: "pending", attempts: 1 },
      { email: "good@example.org", status: "sent" },
    ]);
  });

  it("nor does one that cannot be noted down: it alone is handed over again, under its key", async () => {
    const bad = await invite(salon, { email: "bad@example.org" });
    await invite(salon, { email: "good@example.org" });
    const broken = {
      ...INVITATION_MAILS,
      settled: async (...[db, ended]: Parameters<typeof INVITATION_MAILS.settled>) => {
        if (ended.some(({ row }) => row.invitation_id === bad.id)) await db.$queryRaw`select 1 / 0`;
        await INVITATION_MAILS.settled(db, ended);
      },
    };
    await run(broken);

    expect(await states()).toMatchObject([{ status: "pending" }, { status: "sent" }]);
    await owner.query("update invitation_email_queue set locked_until = now()");
    await run();
    expect(await states()).toMatchObject([{ status: "sent" }, { status: "sent" }]);
    expect(sent.filter(({ to }) => to === "bad@example.org")).toHaveLength(2);
  });
});

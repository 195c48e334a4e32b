import { beforeEach, expect, it } from "vitest";

import { cleanUpMails } from "@/lib/jobs/cleanup-mails";
import { owner } from "@/tests/support/database";
import { createSalon, invite, stored, type TestSalon } from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  await owner.query("delete from invitation_email_queue");
  salon = await createSalon();
});

const soon = () => new Date(Date.now() + 60_000);

async function queueMail(of: TestSalon, sql: string): Promise<string> {
  const { id } = await invite(of);
  await owner.query(
    `update invitation_email_queue set payload = '{"subject": "Hallo"}' where invitation_id = $1`,
    [id],
  );
  await owner.query(`update invitation_email_queue set ${sql} where invitation_id = $1`, [id]);

  return id;
}
const SENT = "status = 'sent', sent_at = now() - interval '31 days', next_attempt_at = null";
const withContent = async () =>
  (await stored("select invitation_id from invitation_email_queue where payload is not null")).map(
    (row) => row["invitation_id"],
  );

it("deletes what old mails said in every company, and keeps that they were sent", async () => {
  await queueMail(salon, SENT);
  await queueMail(await createSalon(), SENT);
  const young = await queueMail(salon, SENT.replace("31", "29"));
  const waiting = await queueMail(salon, "created_at = now() - interval '60 days'");
  await expect(cleanUpMails({ isDryRun: true, deadline: soon() })).resolves.toEqual({
    erasedMails: 2,
    accessLinks: 0,
  });
  expect(await withContent()).toHaveLength(4);
  await expect(cleanUpMails({ isDryRun: false, deadline: soon() })).resolves.toEqual({
    erasedMails: 2,
    accessLinks: 0,
  });

  expect((await withContent()).sort()).toEqual([young, waiting].sort());
  expect(await stored("select from invitation_email_queue where status = 'sent'")).toHaveLength(3);
});

it("forgets who asked for a link to their appointments, a day later", async () => {
  await owner.query(
    `insert into customer_access_links (company_id, email_normalised, token_hash, created_at)
     values ($1, 'old@example.org', '\\x01', now() - interval '25 hours'),
       ($1, 'new@example.org', '\\x02', now())`,
    [salon.companyId],
  );
  const counts = { erasedMails: 0, accessLinks: 1 };

  await expect(cleanUpMails({ isDryRun: true, deadline: soon() })).resolves.toEqual(counts);
  await expect(cleanUpMails({ isDryRun: false, deadline: soon() })).resolves.toEqual(counts);
  expect(
    await stored(
      "select email_normalised from customer_access_links where company_id = $1",
      salon.companyId,
    ),
  ).toEqual([{ email_normalised: "new@example.org" }]);
});

it("stops at its deadline", async () => {
  await queueMail(salon, SENT);
  await cleanUpMails({ isDryRun: false, deadline: new Date(0) });

  expect(await withContent()).toHaveLength(1);
});

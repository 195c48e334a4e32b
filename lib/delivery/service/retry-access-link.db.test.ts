import { beforeEach, describe, expect, it } from "vitest";

import { askForAccess } from "@/lib/customer-access/service/ask-for-access";
import { MailOutdated } from "@/lib/delivery/errors";
import { retryMail } from "@/lib/delivery/service/retry-mail";
import { owner } from "@/tests/support/database";
import { as, createSalon, stored, type TestSalon, VISITOR } from "@/tests/support/salon";

let salon: TestSalon;
let mailId: string;

const mails = () =>
  stored(
    `select id, status, kind, recipient, access_link_id, replaces from appointment_email_queue
     where company_id = $1 order by created_at, id`,
    salon.companyId,
  );
const sendAgain = () => retryMail(as(salon.companyId, salon.owner, new Date()), mailId);

/** A customer has asked for a link to their appointments, and its mail came back. */
beforeEach(async () => {
  await owner.query("delete from rate_limits");
  salon = await createSalon();
  await askForAccess(as(salon.companyId, VISITOR), "marlene@example.org");
  const [mail] = await mails();
  mailId = String(mail?.["id"]);
  await owner.query(
    `update appointment_email_queue set status = 'sent', attempts = 1, next_attempt_at = null,
       sent_at = now(), provider_message_id = 're_0', delivery_state = 'bounced', delivery_at = now()
     where id = $1`,
    [mailId],
  );
});

describe("sending a one-time link again", () => {
  it("makes a new mail with the same link, once", async () => {
    const [before] = await mails();
    const next = await sendAgain();

    expect((await mails()).find(({ id }) => id === next)).toEqual({
      ...before,
      ...{ id: next, status: "pending", replaces: mailId },
    });
  });

  it.each([
    ["used", "used_at = now(), visit_hash = 'x', visit_until = now()"],
    ["expired", "expires_at = now()"],
  ])("is pointless once the link is %s", async (_how, change) => {
    await owner.query(`update customer_access_links set ${change} where company_id = $1`, [
      salon.companyId,
    ]);

    await expect(sendAgain()).rejects.toThrow(MailOutdated);
    expect(await mails()).toHaveLength(1);
  });
});

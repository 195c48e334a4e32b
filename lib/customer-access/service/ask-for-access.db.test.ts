import { beforeEach, describe, expect, it } from "vitest";

import { accessSecret, askForAccess } from "@/lib/customer-access/service/ask-for-access";
import { openVisit } from "@/lib/customer-access/service/visit";
import { APPOINTMENT_MAILS } from "@/lib/notifications/service/appointment-mails";
import type { Message } from "@/lib/platform/mail/message";
import { drain } from "@/lib/platform/queue/drain";
import { TooManyAttempts } from "@/lib/tenancy/errors";
import { owner } from "@/tests/support/database";
import { as, createSalon, stored, type TestSalon, VISITOR } from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  await owner.query("delete from appointment_email_queue");
  await owner.query("delete from rate_limits");
  salon = await createSalon();
});

const ask = (email: string, { companyId } = salon) => askForAccess(as(companyId, VISITOR), email);
const links = (companyId = salon.companyId) =>
  stored("select * from customer_access_links where company_id = $1 order by id", companyId);
const queued = (companyId = salon.companyId) =>
  stored("select * from appointment_email_queue where company_id = $1", companyId);

async function send(companyId = salon.companyId): Promise<Message[]> {
  const sent: Message[] = [];
  await drain(APPOINTMENT_MAILS, {
    companyId,
    transport: (message) => {
      sent.push(message);

      return Promise.resolve({ outcome: "accepted", providerMessageId: "re_1" });
    },
  });

  return sent;
}

describe("asking for a link to one's appointments", () => {
  it("writes the link down for any address, and a mail only to one that we know", async () => {
    await ask(" Marlene@Example.org ");
    await ask("nobody@example.org");

    expect(await links()).toMatchObject([
      { email_normalised: "marlene@example.org", used_at: null, user_agent: "Test" },
      { email_normalised: "nobody@example.org", used_at: null, user_agent: "Test" },
    ]);
    expect(await queued()).toMatchObject([
      { kind: "access_link", appointment_id: null, recipient: "marlene@example.org" },
    ]);
  });

  it("wakes the same for both, so that nobody learns who is a customer", async () => {
    const known = as(salon.companyId, VISITOR);
    const unknown = as(salon.companyId, VISITOR);
    await askForAccess(known, "marlene@example.org");
    await askForAccess(unknown, "nobody@example.org");

    expect([...known.wake]).toEqual([...unknown.wake]);
  });

  it("sends one mail to an address that several people share, and none for another company's", async () => {
    const other = await createSalon();
    await owner.query(
      "insert into customers (company_id, name, email, email_normalised) values ($1, 'Emil', $2, $2)",
      [salon.companyId, "marlene@example.org"],
    );
    await owner.query(
      "update customers set email_normalised = 'x@example.org' where company_id = $1",
      [other.companyId],
    );
    await ask("marlene@example.org");
    await ask("marlene@example.org", other);

    expect(await queued()).toHaveLength(1);
    expect(await queued(other.companyId)).toEqual([]);
  });

  it("is not told to a customer who has gone into another one", async () => {
    await owner.query(
      `with kept as (insert into customers (company_id, name, email, email_normalised)
         values ($1, 'Marlene', 'm@example.org', 'm@example.org') returning id)
       update customers set merged_into = (select id from kept) where id = $2`,
      [salon.companyId, salon.customerId],
    );
    await ask("marlene@example.org");

    expect(await queued()).toEqual([]);
  });

  it("ignores more than three an hour for one address, and says so to a client that goes on", async () => {
    for (let time = 0; time < 5; time += 1) await ask("marlene@example.org");
    expect(await queued()).toHaveLength(3);

    for (let time = 5; time < 20; time += 1) await ask(`p${String(time)}@example.org`);
    await expect(ask("marlene@example.org")).rejects.toThrow(TooManyAttempts);
  });
});

describe("the mail with the link", () => {
  it("brings a link that opens a visit, which the stored mail does not have", async () => {
    await ask("marlene@example.org");
    const [link] = await links();
    const id = String(link!["id"]);
    const secret = accessSecret(salon.companyId, id);
    const [mail] = await send();

    expect(mail).toMatchObject({ to: "marlene@example.org", attachments: [] });
    expect(mail?.subject).toContain("Ihre Termine bei Salon");
    expect(mail?.text).toContain(`http://localhost:3000/c/${salon.slug}/a/${id}.${secret}`);
    expect(JSON.stringify(await queued())).not.toContain(secret);
    await expect(openVisit(as(salon.companyId, VISITOR), `${id}.${secret}`)).resolves.toBeTruthy();
  });

  it("is called off once the link is used or has run out", async () => {
    await ask("marlene@example.org");
    await owner.query("update customer_access_links set expires_at = now()");

    expect(await send()).toEqual([]);
    expect(await queued()).toMatchObject([{ status: "cancelled" }]);
  });
});

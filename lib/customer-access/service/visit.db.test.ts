import { beforeEach, describe, expect, it } from "vitest";

import { LinkExpired } from "@/lib/appointments/errors";
import { openVisitedAppointment } from "@/lib/appointments/service/manage-link";
import { AccessLinkExpired } from "@/lib/customer-access/errors";
import { accessSecret } from "@/lib/customer-access/service/ask-for-access";
import { findOwnAppointments } from "@/lib/customer-access/service/list-own-appointments";
import { endVisit, isAccessLinkOpen, openVisit } from "@/lib/customer-access/service/visit";
import { hashSecret } from "@/lib/platform/secrets";
import { behindLock } from "@/tests/support/behind-lock";
import { owner } from "@/tests/support/database";
import {
  as,
  createAppointment,
  createSalon,
  stored,
  type TestSalon,
  VISITOR,
} from "@/tests/support/salon";

let salon: TestSalon;
let linkId: string;
let token: string;

beforeEach(async () => {
  salon = await createSalon();
  ({ linkId, token } = await createLink(salon));
});

async function createLink({ companyId }: TestSalon, email = "marlene@example.org") {
  const id = crypto.randomUUID();
  const secret = accessSecret(companyId, id);
  await owner.query(
    `insert into customer_access_links (company_id, id, email_normalised, token_hash)
     values ($1, $2, $3, $4)`,
    [companyId, id, email, hashSecret(secret)],
  );

  return { linkId: id, token: `${id}.${secret}` };
}

const visitor = ({ companyId } = salon) => as(companyId, VISITOR);
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

describe("an access link", () => {
  it("is still open after it was looked at, and opens one visit of an hour", async () => {
    await expect(isAccessLinkOpen(visitor(), token)).resolves.toBe(true);
    await expect(isAccessLinkOpen(visitor(), token)).resolves.toBe(true);
    const secret = await openVisit(visitor(), token);

    await expect(isAccessLinkOpen(visitor(), token)).resolves.toBe(false);
    const [visit] = await stored(
      `select extract(epoch from visit_until - used_at)::int as seconds, visit_hash
       from customer_access_links where id = $1`,
      linkId,
    );
    expect(visit).toEqual({ seconds: 3600, visit_hash: hashSecret(secret) });
  });

  it.each([
    ["used", "used_at = now(), visit_hash = '\\x01', visit_until = now()"],
    ["run out", "expires_at = now()"],
  ])("opens nothing once it is %s", async (_how, change) => {
    await owner.query(`update customer_access_links set ${change} where id = $1`, [linkId]);

    await expect(isAccessLinkOpen(visitor(), token)).resolves.toBe(false);
    await expect(openVisit(visitor(), token)).rejects.toThrow(AccessLinkExpired);
  });

  it("gives the same answer to what never was one, and to another company's", async () => {
    const other = await createSalon();
    const wrongs = ["", "x", linkId, `${linkId}.x`, `${crypto.randomUUID()}.${token.slice(37)}`];

    for (const wrong of wrongs) {
      await expect(openVisit(visitor(), wrong)).rejects.toThrow(AccessLinkExpired);
    }
    await expect(openVisit(visitor(other), token)).rejects.toThrow(AccessLinkExpired);
    await expect(isAccessLinkOpen(visitor(other), token)).resolves.toBe(false);
  });

  it("is used up by one of two who press the button at once", async () => {
    const results = await behindLock(
      { table: "customer_access_links", id: linkId, waiting: 2 },
      () => Promise.allSettled([openVisit(visitor(), token), openVisit(visitor(), token)]),
    );

    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("a visit to one's appointments", () => {
  it("shows everybody's with that address, the next ones first, and nobody else's", async () => {
    const rows = await owner.query<{ id: string }>(
      `insert into customers (company_id, name, email, email_normalised)
       values ($1, 'Emil', 'marlene@example.org', 'marlene@example.org'),
         ($1, 'Fremd', 'fremd@example.org', 'fremd@example.org') returning id`,
      [salon.companyId],
    );
    const [emil, stranger] = rows.rows.map(({ id }) => id);
    const later = await createAppointment(salon, { startsAt: inDays(9) });
    const sooner = await createAppointment(salon, { startsAt: inDays(3), customerId: emil! });
    const past = await createAppointment(salon, { startsAt: inDays(-9), status: "completed" });
    await createAppointment(salon, { startsAt: inDays(5), customerId: stranger! });
    const other = await createSalon();
    await createAppointment(other, { startsAt: inDays(3) });

    const own = await findOwnAppointments(visitor(), await openVisit(visitor(), token));
    expect(own).toMatchObject({ email: "marlene@example.org", isOnePerson: false });
    expect(own?.upcoming.map(({ id }) => id)).toEqual([sooner, later]);
    expect(own?.past.map(({ id }) => id)).toEqual([past]);
  });

  it("opens an appointment of that address, also one whose own link is dead, and no other", async () => {
    const appointmentId = await createAppointment(salon);
    await owner.query("update appointments set link_hash = null where id = $1", [appointmentId]);
    const other = await createSalon();
    const foreign = await createAppointment(other);
    const secret = await openVisit(visitor(), token);

    const { actor } = await openVisitedAppointment(visitor(), { appointmentId, secret });
    expect(actor).toMatchObject({ kind: "customer", appointmentId, customerId: salon.customerId });
    for (const wrong of [foreign, crypto.randomUUID(), "x"]) {
      const asked = openVisitedAppointment(visitor(), { appointmentId: wrong, secret });
      await expect(asked).rejects.toThrow(LinkExpired);
    }
    const there = openVisitedAppointment(visitor(other), { appointmentId: foreign, secret });
    await expect(there).rejects.toThrow(LinkExpired);
  });

  it("does not open a stranger's appointment in the same company", async () => {
    const { token: strangers } = await createLink(salon, "fremd@example.org");
    const appointmentId = await createAppointment(salon);
    const secret = await openVisit(visitor(), strangers);

    const asked = openVisitedAppointment(visitor(), { appointmentId, secret });
    await expect(asked).rejects.toThrow(LinkExpired);
    await expect(findOwnAppointments(visitor(), secret)).resolves.toMatchObject({ upcoming: [] });
  });

  it("is over after its hour, or as soon as somebody signs out", async () => {
    const appointmentId = await createAppointment(salon);
    const secret = await openVisit(visitor(), token);
    await expect(findOwnAppointments(visitor(), secret)).resolves.not.toBeNull();
    await endVisit(visitor(), secret);

    await expect(findOwnAppointments(visitor(), secret)).resolves.toBeNull();
    const asked = openVisitedAppointment(visitor(), { appointmentId, secret });
    await expect(asked).rejects.toThrow(LinkExpired);
  });
});

import { beforeEach, describe, expect, it } from "vitest";

import { mailFilterSchema } from "@/lib/delivery/schema";
import { getMail } from "@/lib/delivery/service/get-mail";
import { getMailOverview } from "@/lib/delivery/service/get-mail-overview";
import { listMails } from "@/lib/delivery/service/list-mails";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import { owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createAppointment,
  createBranch,
  createSalon,
  invite,
  stored,
  type TestSalon,
} from "@/tests/support/salon";

let salon: TestSalon;
const byOwner = (of = salon) => as(of.companyId, of.owner, new Date());

type Queued = { status?: string; recipient?: string; delivery?: string; ageMinutes?: number };

/** Each mail is about an appointment of its own. */
let day = 0;

async function queue(of: TestSalon, { status = "pending", ...rest }: Queued = {}): Promise<string> {
  const { recipient = "marlene@example.org", delivery = null, ageMinutes = 0 } = rest;
  day += 1;
  const startsAt = new Date(Date.UTC(2027, 2, day, 9));
  const appointmentId = await createAppointment(of, { startsAt });
  const [row] = await stored(
    `insert into appointment_email_queue (company_id, appointment_id, kind, audience, recipient,
       snapshot, status, attempts, next_attempt_at, sent_at, settled_at, last_error, delivery_state,
       delivery_at, created_at)
     values ($1, $2, 'cancelled', 'customer', $3, '{}', $4, 1,
       case when $4 = 'pending' then now() + interval '5 minutes' end,
       case when $4 = 'sent' then now() - make_interval(mins => $6) end,
       case when $4 <> 'pending' then now() - make_interval(mins => $6) end,
       case when $4 = 'failed' then 'validation_error: no' end, $5,
       case when $5::text is not null then now() end, now() - make_interval(mins => $6)) returning id`,
    ...[of.companyId, appointmentId, recipient, status, delivery, ageMinutes],
  );

  return String(row?.["id"]);
}

const list = (filter: Record<string, string> = {}, ctx = byOwner()) =>
  listMails(ctx, mailFilterSchema.parse(filter));
const ids = async (filter: Record<string, string> = {}) =>
  (await list(filter)).mails.map(({ id }) => id);

beforeEach(async () => {
  salon = await createSalon();
});

describe("the list of mails", () => {
  it("shows both queues, the newest first", async () => {
    const old = await queue(salon, { ageMinutes: 5, status: "failed" });
    await invite(salon, { email: "anna@example.org" });
    const { mails, next } = await list();

    expect(next).toBeNull();
    expect(mails).toMatchObject([
      { kind: "invitation", recipient: "anna@example.org", status: "pending", appointment: null },
      {
        ...{ id: old, kind: "cancelled", status: "failed", attempts: 1, maxAttempts: 3 },
        ...{ nextAttemptAt: null, error: "validation_error: no", isReplaced: false },
      },
    ]);
  });

  it.each([
    ["attention", ["failed", "bounced"]],
    ["waiting", ["pending"]],
    ["sent", ["sent", "delivered", "bounced"]],
    ["delivered", ["delivered"]],
    ["cancelled", ["cancelled"]],
  ])("narrows to what is %s", async (state, expected) => {
    const mails: Record<string, string> = {
      failed: await queue(salon, { status: "failed" }),
      pending: await queue(salon),
      sent: await queue(salon, { status: "sent" }),
      delivered: await queue(salon, { status: "sent", delivery: "delivered" }),
      bounced: await queue(salon, { status: "sent", delivery: "bounced" }),
      cancelled: await queue(salon, { status: "cancelled" }),
    };

    expect((await ids({ state })).sort()).toEqual(expected.map((name) => mails[name]!).sort());
  });

  it("narrows to a kind and to a part of the address, taken literally", async () => {
    const one = await queue(salon, { recipient: "Rita.Lorenz@example.org" });
    await queue(salon, { recipient: "ritaxlorenz@example.org" });
    await invite(salon, { email: "rita.lorenz@example.net" });

    expect(await ids({ kind: "appointment", search: "rita.l" })).toEqual([one]);
    expect(await ids({ search: "%" })).toEqual([]);
    expect(await ids({ kind: "invitation" })).toHaveLength(1);
  });

  it("goes on where the page before ended, without a gap or a repetition", async () => {
    const all: string[] = [];
    for (let age = 0; age < 27; age += 1) {
      // Three at the same instant: the id decides.
      all.push(await queue(salon, { ageMinutes: Math.floor(age / 3) }));
    }
    await owner.query(
      "update appointment_email_queue set created_at = date_trunc('minute', created_at)",
    );
    const first = await list();
    const second = await list({ before: first.next! });

    expect([first.mails.length, second.mails.length, second.next]).toEqual([25, 2, null]);
    const seen = [...first.mails, ...second.mails].map(({ id }) => id);
    expect([...seen].sort()).toEqual([...all].sort());
  });

  it("takes an address that makes no sense for none at all", () => {
    const senseless = { state: "x", kind: "y", before: "'; drop table", search: "\0" };

    expect(mailFilterSchema.parse(senseless)).toEqual({ search: "" });
  });
});

describe("another company's mails", () => {
  it("are not listed, not counted and not found", async () => {
    const other = await createSalon();
    const id = await queue(other, { status: "failed" });

    expect(await ids()).toEqual([]);
    expect(await getMailOverview(byOwner(), "Europe/Berlin")).toMatchObject({ attention: 0 });
    await expect(getMail(byOwner(), id)).rejects.toThrow(NotFound);
    await expect(getMail(byOwner(), "x")).rejects.toThrow(NotFound);
  });
});

describe("a manager", () => {
  it("sees their branch's mails and nothing of the others", async () => {
    const potsdam = await createBranch(salon);
    const [own, foreign] = [await queue(salon), await queue(potsdam)];
    await invite(salon, { branchId: potsdam.branchId });
    await invite(salon, { branchId: salon.branchId, email: "anna@example.org" });
    const manager = await addMember(salon.companyId, "manager", { branchId: salon.branchId });
    const ctx = as(salon.companyId, manager, new Date());
    const { mails } = await list({}, ctx);

    expect(mails.map(({ recipient }) => recipient).sort()).toEqual([
      "anna@example.org",
      "marlene@example.org",
    ]);
    expect(await getMailOverview(ctx, "Europe/Berlin")).toMatchObject({ waiting: 2 });
    await expect(getMail(ctx, own)).resolves.toMatchObject({ mail: { id: own } });
    await expect(getMail(ctx, foreign)).rejects.toThrow(NotFound);
  });
});

describe("a staff member", () => {
  it("is refused everywhere", async () => {
    const id = await queue(salon);
    const ctx = as(salon.companyId, await addMember(salon.companyId, "staff"));

    await expect(list({}, ctx)).rejects.toThrow(NotAllowed);
    await expect(getMail(ctx, id)).rejects.toThrow(NotAllowed);
    await expect(getMailOverview(ctx, "Europe/Berlin")).rejects.toThrow(NotAllowed);
  });
});

describe("the overview", () => {
  it("counts what waits, what is in somebody's hands and what needs a decision", async () => {
    await queue(salon, { status: "failed" });
    await queue(salon, { status: "failed", ageMinutes: 31 * 1440 });
    const replaced = await queue(salon, { status: "sent", delivery: "bounced" });
    const standIn = await queue(salon);
    await owner.query("update appointment_email_queue set replaces = $2 where id = $1", [
      standIn,
      replaced,
    ]);
    const locked = await queue(salon);
    await owner.query(
      "update appointment_email_queue set locked_until = now() + interval '1 minute' where id = $1",
      [locked],
    );

    const overview = await getMailOverview(byOwner(), "Europe/Berlin");
    expect(overview).toMatchObject({ attention: 1, waiting: 1, sending: 1, pause: null });
    expect(new Date(overview.nextAttemptAt!).getTime()).toBeGreaterThan(Date.now());
  });

  it("tells the last 30 days by the company's calendar", async () => {
    for (const delivery of ["delivered", "delivered", "bounced", undefined]) {
      await queue(salon, { status: "sent", ...(delivery !== undefined && { delivery }) });
    }
    await queue(salon, { status: "failed" });
    await queue(salon, { status: "sent", ageMinutes: 40 * 1440 });
    // Half past eleven in the evening in New York is the next day in Berlin.
    await owner.query(
      `update appointment_email_queue set settled_at =
         ((now() at time zone 'America/New_York')::date - 2 + time '23:30') at time zone 'America/New_York'
       where status = 'failed'`,
    );
    const { days } = await getMailOverview(byOwner(), "America/New_York");

    expect(days).toHaveLength(30);
    expect(days.at(-1)).toMatchObject({ delivered: 2, sent: 1, bad: 1 });
    expect(days.at(-3)).toMatchObject({ delivered: 0, sent: 0, bad: 1 });
    expect(days.reduce((sum, { sent, bad }) => sum + sent + bad, 0)).toBe(3);
  });
});

import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import { syncCompany } from "@/lib/calcom/service/sync-company";
import { calcomWebhookRoute } from "@/lib/web/calcom-webhook-route";
import type { CalcomSimulator } from "@/scripts/simulators/calcom/server.mjs";
import {
  asCalendar,
  type ConnectedSalon,
  createConnectedSalon,
  inCalendar,
  startCalendar,
  syncOf,
  WEBHOOK_SECRET,
} from "@/tests/support/calendar";
import { owner } from "@/tests/support/database";
import { createAppointment, createSalon, stored } from "@/tests/support/salon";

// What is woken after the answer is run by each test itself.
vi.mock("next/server", () => ({ after: vi.fn() }));

let calendar: CalcomSimulator;
let salon: ConnectedSalon;

beforeAll(async () => {
  calendar = await startCalendar();
});
afterAll(() => calendar.stop());
beforeEach(async () => {
  await owner.query("delete from rate_limits");
  calendar.reset();
  salon = await createConnectedSalon(calendar);
});

const DAY_MS = 86_400_000;
const MONDAY = nextMonday();
const hours = (count: number) => new Date(MONDAY.getTime() + count * 3_600_000);
const sync = () => syncCompany(asCalendar(salon), { deadline: new Date(Date.now() + 20_000) });

/** Ten o'clock UTC: within everybody's hours on either side of a change of clocks. */
function nextMonday(): Date {
  const date = new Date(Math.ceil(Date.now() / DAY_MS) * DAY_MS + 7 * DAY_MS);
  date.setUTCDate(date.getUTCDate() + ((8 - date.getUTCDay()) % 7));

  return new Date(date.getTime() + 10 * 3_600_000);
}

type Sent = {
  secret?: string | null;
  type?: string;
  company?: string;
  createdAt?: Date;
  signature?: string;
  client?: string;
};

function message(uid: string, trigger = "BOOKING_RESCHEDULED", createdAt = new Date()): string {
  return JSON.stringify({ triggerEvent: trigger, createdAt, payload: { uid, title: "Schnitt" } });
}

async function post(body: string, sent: Sent = {}): Promise<[number, string]> {
  const { secret = WEBHOOK_SECRET, type = "application/json", company = salon.companyId } = sent;
  const signed =
    secret === null
      ? "no-secret-provided"
      : createHmac("sha256", secret).update(body).digest("hex");
  const response = await calcomWebhookRoute(
    new Request("http://localhost/api/webhooks/calcom/x", {
      method: "POST",
      body,
      headers: {
        "content-type": type,
        "x-cal-signature-256": sent.signature ?? signed,
        "x-forwarded-for": sent.client ?? "203.0.113.9",
      },
    }),
    company,
  );

  return [response.status, ((await response.json()) as { code: string }).code];
}
const kept = async () =>
  (
    await stored(
      "select status, reason from calcom_webhooks where company_id = $1 order by received_at",
      salon.companyId,
    )
  ).map(({ status, reason }) => [status, reason]);

/** An appointment that is in step, and its booking. */
async function inStep(startsAt = MONDAY): Promise<{ id: string; uid: string }> {
  const id = await createAppointment(salon, { startsAt });
  await sync();

  return { id, uid: (await syncOf(id)).uid! };
}

describe("a signed message", () => {
  it("is a hint: what counts is what is read, and our own echo changes nothing", async () => {
    const { id, uid } = await inStep();
    await expect(post(message(uid, "BOOKING_CANCELLED"))).resolves.toEqual([200, "received"]);
    await sync();

    expect(await syncOf(id)).toMatchObject({ version: 1, status: "confirmed" });
    expect(await kept()).toEqual([["unchanged", null]]);
    const mails = "select from appointment_email_queue where appointment_id = $1";
    expect(await stored(mails, id)).toEqual([]);
  });

  it("may name its company in capital letters", async () => {
    const { uid } = await inStep();
    const company = salon.companyId.toUpperCase();

    await expect(post(message(uid), { company })).resolves.toEqual([200, "received"]);
    expect(await kept()).toHaveLength(1);
  });

  it("is taken once, however often it comes, and by either secret during an exchange", async () => {
    const { id, uid } = await inStep();
    const moved = calendar.byHand.move(uid, { start: hours(2).toISOString() });
    const body = message(moved.uid);
    await owner.query(
      `update calcom_connections set previous_webhook_secret = webhook_secret,
         previous_secret_until = now() + interval '1 day', webhook_secret = null where company_id = $1`,
      [salon.companyId],
    );
    for (let time = 0; time < 3; time += 1) {
      await expect(post(body)).resolves.toEqual([200, "received"]);
      await sync();
    }

    expect(await syncOf(id)).toMatchObject({ version: 2, startsAt: hours(2) });
    expect(await kept()).toEqual([["applied", null]]);
  });

  it("is one look at the booking, whatever else has hinted at it before", async () => {
    const { id, uid } = await inStep();
    const moved = calendar.byHand.move(uid, { start: hours(2).toISOString() });
    for (const trigger of ["BOOKING_RESCHEDULED", "BOOKING_PAID"]) {
      await post(message(moved.uid, trigger));
    }
    const before = calendar.calls().length;
    await sync();

    expect(await syncOf(id)).toMatchObject({ version: 2, startsAt: hours(2) });
    expect(await kept()).toEqual([
      ["applied", null],
      ["applied", null],
    ]);
    expect(calendar.calls().slice(before)).toHaveLength(1);
  });

  it("is not signed by a secret whose exchange is over", async () => {
    await owner.query(
      `update calcom_connections set previous_webhook_secret = webhook_secret,
         previous_secret_until = now(), webhook_secret = null where company_id = $1`,
      [salon.companyId],
    );
    await expect(post(message("u"))).resolves.toEqual([200, "received"]);

    expect(await kept()).toEqual([["quarantined", "unsigned"]]);
  });

  it.each([
    ["in order", [0, 1, 2, 3]],
    ["reversed", [3, 2, 1, 0]],
    ["cancelled before rescheduled, and twice", [1, 3, 0, 2, 3, 1]],
  ])("ends in the same state in any order: %s", async (_how, order) => {
    const { id, uid } = await inStep();
    const second = calendar.byHand.move(uid, { start: hours(1).toISOString() });
    const third = calendar.byHand.move(second.uid, { start: hours(2).toISOString() });
    const bodies = [
      message(second.uid),
      message(uid, "BOOKING_CANCELLED"),
      message(third.uid),
      message(second.uid, "BOOKING_CANCELLED"),
    ];
    for (const index of order) {
      await post(bodies[index]!);
      await sync();
    }

    expect(await syncOf(id)).toMatchObject({ startsAt: hours(2), status: "confirmed", version: 2 });
    expect((await syncOf(id)).uid).toBe(third.uid);
  });

  it("waits while the calendar does not answer", async () => {
    const { id, uid } = await inStep();
    const moved = calendar.byHand.move(uid, { start: hours(2).toISOString() });
    calendar.faults.add({ kind: "status", status: 503, count: 1 });
    await post(message(moved.uid));
    await sync();
    expect(await kept()).toEqual([["received", null]]);
    await owner.query(
      "update calcom_webhooks set next_attempt_at = now() where status = 'received'",
    );
    await sync();

    expect(await syncOf(id)).toMatchObject({ version: 2, startsAt: hours(2) });
  });
});

describe("a message that is kept aside", () => {
  it.each([
    ["signed by somebody else", { secret: "another" }, "unsigned"],
    ["without a secret", { secret: null }, "unsigned"],
    [
      "with the prefix that they do not send",
      { signature: `sha256=${"a".repeat(64)}` },
      "unsigned",
    ],
  ])("%s", async (_what, sent, reason) => {
    const { id, uid } = await inStep();
    calendar.byHand.cancel(uid);
    await expect(post(message(uid), sent)).resolves.toEqual([200, "received"]);
    await sync();

    expect(await kept()).toEqual([["quarantined", reason]]);
    expect(await syncOf(id)).toMatchObject({ version: 1, status: "confirmed" });
  });

  it("too old, about no booking, not readable, or about one that nobody knows", async () => {
    await post(message("abc", "BOOKING_CREATED", new Date(Date.now() - 4 * DAY_MS)));
    await post(JSON.stringify({ triggerEvent: "PING", createdAt: new Date(), payload: {} }));
    await post("[1, 2");
    await post(message("unknown-uid"));
    await sync();

    expect((await kept()).sort()).toEqual(
      ["no-booking", "too-old", "unknown-booking", "unreadable"].map((why) => ["quarantined", why]),
    );
  });

  it("is taken after all when it comes again with the right signature", async () => {
    const { uid } = await inStep();
    const body = message(uid);
    await post(body, { secret: "wrong" });
    await post(body);
    await sync();

    expect(await kept()).toEqual([["unchanged", null]]);
  });

  it("fills no disk: of what nobody has signed the newest is kept, and nothing else makes room", async () => {
    await post("[1, 2");
    await owner.query(
      `insert into calcom_webhooks (company_id, body_hash, body, status, reason, next_attempt_at, processed_at, received_at)
       select $1, sha256(convert_to(n::text, 'UTF8')), n::text, 'quarantined', 'unsigned', null, now(),
         now() - n * interval '1 second' from generate_series(1, 500) n`,
      [salon.companyId],
    );
    await post(message("real"), { secret: "wrong" });

    const bodies = `select count(*)::int, bool_or(body = '500') as oldest, bool_or(booking_uid = 'real') as newest,
        bool_or(reason = 'unreadable') as signed
      from calcom_webhooks where company_id = $1`;
    expect(await stored(bodies, salon.companyId)).toEqual([
      { count: 501, oldest: false, newest: true, signed: true },
    ]);
  });

  it("is counted by client and company, and keeps nothing away that is signed", async () => {
    const other = await createConnectedSalon(calendar);
    const junk = (count: number, sent: Sent) =>
      post(`{"n":${String(count)}}`, { secret: "x", ...sent });
    for (let count = 0; count < 60; count += 1) await junk(count, { client: "203.0.113.1" });

    expect((await junk(60, { client: "203.0.113.1" }))[0]).toBe(429);
    expect((await junk(60, { client: "203.0.113.2" }))[0]).toBe(200);
    expect((await junk(60, { client: "203.0.113.1", company: other.companyId }))[0]).toBe(200);
    const signed = await post(message("a"), { client: "203.0.113.1" });
    expect(signed).toEqual([200, "received"]);
    expect((await kept()).filter(([status]) => status === "received")).toHaveLength(1);
  });
});

describe("what is refused at the door", () => {
  it("another type than JSON, too much of it, and companies without a calendar", async () => {
    const stranger = await createSalon();

    await expect(post("a=b", { type: "application/x-www-form-urlencoded" })).resolves.toEqual([
      415,
      "json-only",
    ]);
    await expect(post(`"${"x".repeat(70_000)}"`)).resolves.toEqual([413, "too-large"]);
    for (const company of [stranger.companyId, crypto.randomUUID(), "../x"]) {
      await expect(post("{}", { company })).resolves.toEqual([404, "not-connected"]);
    }
    expect(inCalendar(calendar)).toEqual([]);
  });
});

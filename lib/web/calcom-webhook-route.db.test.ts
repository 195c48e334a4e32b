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
      headers: { "content-type": type, "x-cal-signature-256": sent.signature ?? signed },
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

  it("fills no disk: a flood is cut off, and touches no other company", async () => {
    const other = await createConnectedSalon(calendar);
    for (let count = 0; count < 600; count += 1)
      await post(`{"n":${String(count)}}`, { secret: "x" });
    expect((await post("{}"))[0]).toBe(429);
    expect(await kept()).toHaveLength(500);

    await expect(post(message("a"), { company: other.companyId })).resolves.toEqual([
      200,
      "received",
    ]);
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

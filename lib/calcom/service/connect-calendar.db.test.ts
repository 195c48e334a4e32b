import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import {
  CalendarAddressRefused,
  CalendarChanged,
  CalendarKeyRefused,
  CalendarUnreachable,
} from "@/lib/calcom/errors";
import { connectCalendarSchema } from "@/lib/calcom/schema";
import { connectCalendar } from "@/lib/calcom/service/connect-calendar";
import { SEALED_FOR } from "@/lib/calcom/service/connection";
import { disconnectCalendar } from "@/lib/calcom/service/disconnect-calendar";
import { resumeCalendar } from "@/lib/calcom/service/resume-calendar";
import { rotateSecret } from "@/lib/calcom/service/rotate-secret";
import { unseal } from "@/lib/platform/sealed";
import { NotAllowed } from "@/lib/tenancy/errors";
import type { CalcomSimulator } from "@/scripts/simulators/calcom/server.mjs";
import { API_KEY, connect, startCalendar, syncOf, WEBHOOK_SECRET } from "@/tests/support/calendar";
import { owner } from "@/tests/support/database";
import {
  addMember,
  as,
  behindLock,
  createAppointment,
  createSalon,
  stored,
  type TestSalon,
} from "@/tests/support/salon";

let calendar: CalcomSimulator;
let salon: TestSalon;

beforeAll(async () => {
  calendar = await startCalendar();
});
afterAll(() => calendar.stop());
beforeEach(async () => {
  calendar.reset();
  salon = await createSalon();
});

const ctx = () => as(salon.companyId, salon.owner);
const typed = (more: Record<string, unknown> = {}) =>
  connectCalendarSchema.parse({
    ...{ baseUrl: calendar.url, apiKey: API_KEY, webhookSecret: "", version: "0" },
    ...more,
  });

type Row = Record<string, Buffer | string | number | null> & { id: string; version: number };

async function connection(of = salon): Promise<Row> {
  const [row] = await stored(
    "select * from calcom_connections where company_id = $1",
    of.companyId,
  );

  return row as Row;
}
const open = (sealed: unknown) => unseal(sealed as Buffer, SEALED_FOR);

/** What the company's calendar tells us, and what it signs with. */
async function subscriptions(): Promise<{ subscriberUrl: string; secret: string }[]> {
  const response = await fetch(`${calendar.url}/v2/webhooks`, {
    headers: { authorization: `Bearer ${API_KEY}` },
  });

  return ((await response.json()) as { data: { subscriberUrl: string; secret: string }[] }).data;
}

async function events(): Promise<unknown[]> {
  const rows = await stored(
    `select event, data::text, actor_name from activity_log
     where company_id = $1 and event like 'calcom%' order by created_at`,
    salon.companyId,
  );
  expect(JSON.stringify(rows)).not.toContain(API_KEY);

  return rows.map(({ event }) => event);
}

describe("connecting a calendar", () => {
  it("keeps the key sealed, and has Cal.com tell what changes, signed", async () => {
    const elsewhere = await createSalon();
    await connectCalendar(ctx(), typed({ baseUrl: `${calendar.url}/v2/` }));

    const row = await connection();
    expect(row).toMatchObject({
      ...{ status: "active", version: 1, base_url: calendar.url, account: "jana@example.org" },
    });
    expect(open(row["api_key"])).toBe(API_KEY);
    expect((row["api_key"] as unknown as Buffer).includes(API_KEY)).toBe(false);
    expect(await subscriptions()).toEqual([
      expect.objectContaining({
        subscriberUrl: expect.stringMatching(`/api/webhooks/calcom/${salon.companyId}$`) as string,
        secret: open(row["webhook_secret"]),
      }),
    ]);
    expect(await events()).toEqual(["calcom_connected"]);
    expect(await connection(elsewhere)).toBeUndefined();
  });

  it("takes a secret that somebody has put into Cal.com, and subscribes nothing", async () => {
    await connectCalendar(ctx(), typed({ webhookSecret: WEBHOOK_SECRET }));

    expect(open((await connection())["webhook_secret"])).toBe(WEBHOOK_SECRET);
    expect(await subscriptions()).toEqual([]);
  });

  it.each([
    ["an unencrypted address", { baseUrl: "http://calendar.example.org" }, CalendarAddressRefused],
    ["something that is no address", { baseUrl: "kalender" }, CalendarAddressRefused],
    ["a key that Cal.com does not know", { apiKey: "cal_live_other" }, CalendarKeyRefused],
  ] as const)("refuses %s, and writes nothing", async (_what, more, error) => {
    const refused = connectCalendar(ctx(), typed(more));

    await expect(refused).rejects.toThrow(error);
    await expect(refused).rejects.toMatchObject({ issues: [{ path: [Object.keys(more)[0]] }] });
    expect(await connection()).toBeUndefined();
  });

  it.each([
    ["does not answer", { kind: "status", status: 503 }, CalendarUnreachable],
    ["asks for patience", { kind: "status", status: 429 }, CalendarUnreachable],
    ["is another program", { kind: "garbage" }, CalendarAddressRefused],
  ] as const)("says that what is there %s", async (_what, fault, error) => {
    calendar.faults.add({ ...fault, count: 0 });

    await expect(connectCalendar(ctx(), typed())).rejects.toThrow(error);
    calendar.faults.clear();
    expect(await connection()).toBeUndefined();
  });

  it("is connected though Cal.com takes no subscription", async () => {
    calendar.faults.add({ kind: "status", status: 500, path: "/webhooks", count: 0 });
    await connectCalendar(ctx(), typed());
    calendar.faults.clear();

    expect(await connection()).toMatchObject({ status: "active" });
    expect(await subscriptions()).toEqual([]);
  });

  it("takes a new key, keeps the secret that holds, and goes on where it had stopped", async () => {
    await connectCalendar(ctx(), typed());
    const before = await connection();
    await owner.query(
      `update calcom_connections set status = 'stopped', stop_reason = 'http-401', polled_until = now(),
         breaker_state = 'open', breaker_opened_at = now() where company_id = $1`,
      [salon.companyId],
    );
    await connectCalendar(ctx(), typed({ version: "1" }));

    const after = await connection();
    expect(after).toMatchObject({ status: "active", version: 2, breaker_state: "closed" });
    expect(after["polled_until"]).not.toBeNull();
    expect(open(after["webhook_secret"])).toBe(open(before["webhook_secret"]));
    expect(await subscriptions()).toHaveLength(1);
    expect(await events()).toEqual(["calcom_connected", "calcom_changed"]);
  });

  it("forgets event types of another Cal.com, and looks for changes there afresh", async () => {
    await connect(salon, "https://calendar.example.org");
    await connectCalendar(ctx(), typed({ version: "1" }));

    const paired = "select from calcom_event_types where company_id = $1";
    expect(await stored(paired, salon.companyId)).toEqual([]);
    expect((await connection())["polled_until"]).toBeNull();
  });

  it("is done by the first of two who saw the same", async () => {
    const outcomes = await Promise.allSettled([
      connectCalendar(ctx(), typed()),
      connectCalendar(ctx(), typed()),
    ]);

    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused.map(({ reason }) => reason instanceof CalendarChanged)).toEqual([true]);
    const [subscription] = await subscriptions();
    expect(subscription?.secret).toBe(open((await connection())["webhook_secret"]));
  });

  it("changes by the first of two who saw the same", async () => {
    await connectCalendar(ctx(), typed());
    const { id } = await connection();
    const outcomes = await behindLock({ table: "calcom_connections", id, waiting: 2 }, () =>
      Promise.allSettled([
        connectCalendar(ctx(), typed({ version: "1" })),
        rotateSecret(ctx(), { version: 1, webhookSecret: undefined }),
      ]),
    );

    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await connection()).version).toBe(2);
  });
});

describe("a new webhook secret", () => {
  it("holds beside the old one for a week, and Cal.com signs with it", async () => {
    await connect(salon, calendar.url);
    await rotateSecret(ctx(), { version: 1, webhookSecret: undefined });

    const row = await connection();
    expect(open(row["previous_webhook_secret"])).toBe(WEBHOOK_SECRET);
    expect(await subscriptions()).toEqual([
      expect.objectContaining({ secret: open(row["webhook_secret"]) }),
    ]);
    const [until] = await stored(
      `select round(extract(epoch from previous_secret_until - now()) / 86400)::int as days
       from calcom_connections where company_id = $1`,
      salon.companyId,
    );
    expect(until).toEqual({ days: 7 });
  });

  it("can be one that was put into Cal.com by hand", async () => {
    await connect(salon, calendar.url);
    await rotateSecret(ctx(), { version: 1, webhookSecret: "put-there-by-hand" });

    expect(open((await connection())["webhook_secret"])).toBe("put-there-by-hand");
    expect(await subscriptions()).toEqual([]);
  });
});

describe("disconnecting", () => {
  it("forgets key and secrets, keeps appointments and pairings, and tells nothing more", async () => {
    await connectCalendar(ctx(), typed());
    await owner.query("delete from calcom_event_types where company_id = $1", [salon.companyId]);
    await owner.query(
      `insert into calcom_event_types (company_id, service_id, event_type_id, title)
       values ($1, $2, 201, 'Damenhaarschnitt')`,
      [salon.companyId, salon.serviceId],
    );
    const appointmentId = await createAppointment(salon);
    expect((await syncOf(appointmentId)).syncStatus).toBe("pending");
    await disconnectCalendar(ctx(), { version: 1 });

    expect(await connection()).toMatchObject({
      ...{ status: "disconnected", api_key: null, webhook_secret: null, version: 2 },
    });
    expect(await syncOf(appointmentId)).toMatchObject({
      ...{ status: "confirmed", syncStatus: "not_connected" },
    });
    const queue = "select status from calcom_sync_queue where company_id = $1";
    expect(await stored(queue, salon.companyId)).toEqual([{ status: "cancelled" }]);
    const paired = "select title from calcom_event_types where company_id = $1";
    expect(await stored(paired, salon.companyId)).toHaveLength(1);
    expect(await subscriptions()).toEqual([]);
    expect(await events()).toEqual(["calcom_connected", "calcom_disconnected"]);
  });

  it("works while Cal.com does not answer, and can be undone", async () => {
    await connectCalendar(ctx(), typed());
    calendar.faults.add({ kind: "reset", count: 0 });
    await disconnectCalendar(ctx(), { version: 1 });
    calendar.faults.clear();
    await connectCalendar(ctx(), typed({ version: "2" }));

    expect(await connection()).toMatchObject({ status: "active", version: 3 });
    // The one that could not be ended is replaced: nobody knows its secret any more.
    expect(await subscriptions()).toEqual([
      expect.objectContaining({ secret: open((await connection())["webhook_secret"]) }),
    ]);
    expect(await events()).toEqual(["calcom_connected", "calcom_disconnected", "calcom_connected"]);
  });
});

describe("going on after a stop", () => {
  const stop = () =>
    owner.query(
      `update calcom_connections set status = 'stopped', stop_reason = 'http-401' where company_id = $1`,
      [salon.companyId],
    );

  it("happens once Cal.com takes the key again", async () => {
    await connect(salon, calendar.url);
    await stop();
    calendar.faults.add({ kind: "status", status: 401, count: 1 });
    await expect(resumeCalendar(ctx(), { version: 1 })).rejects.toThrow(CalendarKeyRefused);
    expect(await connection()).toMatchObject({ status: "stopped", version: 1 });
    await resumeCalendar(ctx(), { version: 1 });

    expect(await connection()).toMatchObject({ status: "active", stop_reason: null, version: 2 });
    expect(await events()).toEqual(["calcom_resumed"]);
  });

  it("is for what has stopped", async () => {
    await connect(salon, calendar.url);

    await expect(resumeCalendar(ctx(), { version: 1 })).rejects.toThrow(CalendarChanged);
  });
});

describe("whoever may not, or comes late", () => {
  const doings = {
    connect: () => connectCalendar(ctx(), typed({ version: "7" })),
    rotate: () => rotateSecret(ctx(), { version: 7, webhookSecret: undefined }),
    disconnect: () => disconnectCalendar(ctx(), { version: 7 }),
    resume: () => resumeCalendar(ctx(), { version: 7 }),
  };

  it.each(Object.keys(doings) as (keyof typeof doings)[])("changes nothing: %s", async (name) => {
    await connect(salon, calendar.url);
    const before = await connection();
    await expect(doings[name]()).rejects.toThrow(CalendarChanged);
    const manager = await addMember(salon.companyId, "manager", { branchId: salon.branchId });
    salon = { ...salon, owner: manager };
    await expect(doings[name]()).rejects.toThrow(NotAllowed);

    expect(await connection()).toEqual(before);
  });

  it("changes nothing of another company", async () => {
    await connect(salon, calendar.url);
    const elsewhere = await createSalon();
    const stranger = as(elsewhere.companyId, elsewhere.owner);

    await expect(disconnectCalendar(stranger, { version: 1 })).rejects.toThrow(CalendarChanged);
    await expect(rotateSecret(stranger, { version: 1, webhookSecret: undefined })).rejects.toThrow(
      CalendarChanged,
    );
    expect(await connection()).toMatchObject({ status: "active", version: 1 });
  });
});

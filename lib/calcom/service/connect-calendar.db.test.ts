import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import {
  CalendarAddressRefused,
  CalendarChanged,
  CalendarKeyRefused,
  CalendarUnreachable,
} from "@/lib/calcom/errors";
import { connectCalendarSchema } from "@/lib/calcom/schema";
import { connectCalendar } from "@/lib/calcom/service/connect-calendar";
import { rotateSecret } from "@/lib/calcom/service/rotate-secret";
import type { CalcomSimulator } from "@/scripts/simulators/calcom/server.mjs";
import { behindLock } from "@/tests/support/behind-lock";
import { API_KEY, connect, startCalendar, WEBHOOK_SECRET } from "@/tests/support/calendar";
import { calendarEvents, connectionOf, open, subscriptionsAt } from "@/tests/support/connection";
import { owner } from "@/tests/support/database";
import { as, createSalon, stored, type TestSalon } from "@/tests/support/salon";

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

const connection = (of = salon) => connectionOf(of);
const subscriptions = () => subscriptionsAt(calendar);
const events = () => calendarEvents(salon);

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

  it("is told of other hosts, and of all else by a Cal.com that knows nothing of those", async () => {
    await connectCalendar(ctx(), typed());
    expect((await subscriptions())[0]?.triggers).toContain("BOOKING_REASSIGNED");

    calendar.faults.add({ kind: "status", status: 400, method: "POST", path: "/webhooks" });
    await rotateSecret(ctx(), { version: 1, webhookSecret: undefined });
    const triggers = (await subscriptions())[0]?.triggers;
    expect(triggers).toContain("BOOKING_CANCELLED");
    expect(triggers).not.toContain("BOOKING_REASSIGNED");
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

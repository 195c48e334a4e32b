import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { rescheduleAppointment } from "@/lib/appointments/service/reschedule-appointment";
import { CalendarChanged, CalendarKeyRefused } from "@/lib/calcom/errors";
import { connectCalendarSchema } from "@/lib/calcom/schema";
import { connectCalendar } from "@/lib/calcom/service/connect-calendar";
import { disconnectCalendar } from "@/lib/calcom/service/disconnect-calendar";
import { resumeCalendar } from "@/lib/calcom/service/resume-calendar";
import { rotateSecret } from "@/lib/calcom/service/rotate-secret";
import { syncCompany } from "@/lib/calcom/service/sync-company";
import { NotAllowed } from "@/lib/tenancy/errors";
import type { CalcomSimulator } from "@/scripts/simulators/calcom/server.mjs";
import {
  API_KEY,
  asCalendar,
  connect,
  inCalendar,
  startCalendar,
  syncOf,
  WEBHOOK_SECRET,
} from "@/tests/support/calendar";
import { calendarEvents, connectionOf, open, subscriptionsAt } from "@/tests/support/connection";
import { owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createAppointment,
  createSalon,
  STARTS_AT,
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

const connection = (of = salon) => connectionOf(of);
const subscriptions = () => subscriptionsAt(calendar);
const events = () => calendarEvents(salon);

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

describe("connecting again", () => {
  it("tells what was changed while nobody was told, and nothing that is over", async () => {
    await connectCalendar(ctx(), typed());
    await owner.query(
      `insert into calcom_event_types (company_id, service_id, event_type_id, title)
       values ($1, $2, 201, 'Damenhaarschnitt')`,
      [salon.companyId, salon.serviceId],
    );
    const sync = () =>
      syncCompany(asCalendar(salon), { deadline: new Date(Date.now() + 20_000), poll: false });
    const [moved, kept] = [
      await createAppointment(salon),
      await createAppointment(salon, { startsAt: new Date(STARTS_AT.getTime() + 7_200_000) }),
    ];
    await sync();
    await disconnectCalendar(ctx(), { version: 1 });
    const startsAt = new Date(STARTS_AT.getTime() + 3_600_000);
    const slot = { startsAt, staffId: salon.staffIds[0], reason: "" };
    await rescheduleAppointment(ctx(), { appointmentId: moved, version: 1, ...slot });
    expect(await syncOf(moved)).toMatchObject({ syncStatus: "not_connected" });
    await connectCalendar(ctx(), typed({ version: "2" }));
    await expect(sync()).resolves.toMatchObject({ told: 1 });

    expect(await syncOf(moved)).toMatchObject({ syncStatus: "synced", syncedVersion: 2 });
    expect(await syncOf(kept)).toMatchObject({ syncStatus: "synced", version: 1 });
    expect(inCalendar(calendar).map(({ start }) => start)).toContain(startsAt.toISOString());
    expect(inCalendar(calendar)).toHaveLength(2);
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

  it("makes due what has waited", async () => {
    await connect(salon, calendar.url);
    await createAppointment(salon);
    await owner.query(
      "update calcom_sync_queue set next_attempt_at = now() + interval '2 hours' where company_id = $1",
      [salon.companyId],
    );
    await stop();
    await resumeCalendar(ctx(), { version: 1 });

    const due =
      "select next_attempt_at <= now() as due from calcom_sync_queue where company_id = $1";
    expect(await stored(due, salon.companyId)).toEqual([{ due: true }]);
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

import { describe, expect, it } from "vitest";

import {
  anna,
  booking,
  MINUTE_MS,
  MONDAY_MORNING,
  simulatedCalcom,
  type,
} from "@/tests/support/simulated-calcom";

const calcom = await simulatedCalcom();
const { book, call, simulator } = calcom;

describe("who may ask, and in which language", () => {
  it("refuses a request that names no contract", async () => {
    for (const what of ["GET /v2/bookings", "GET /v2/slots", "GET /v2/event-types"]) {
      const { status, json } = await call(what, { version: null });

      expect(status).toBe(400);
      expect(json.error?.message).toContain("cal-api-version");
    }
  });

  it("knows only the contracts there are", async () => {
    const { status, json } = await call("GET /v2/slots", { version: "2024-08-13" });

    expect([status, json.error?.message]).toEqual([404, "Cannot GET /v2/slots"]);
    expect((await call("GET /v2/bookings/x", { version: "2026-02-25" })).status).toBe(404);
  });

  it("needs a key where the real one does, and takes a wrong one nowhere", async () => {
    const { uid } = await book();

    expect((await call("GET /v2/me", { key: null })).status).toBe(401);
    expect((await call("GET /v2/bookings", { key: "cal_live_wrong" })).status).toBe(401);
    expect((await call("GET /v2/me", { key: "expired-token" })).status).toBe(498);
    expect((await call(`GET /v2/bookings/${uid}`, { key: null })).status).toBe(200);
    expect((await call(`GET /v2/bookings/${uid}`, { key: "cal_live_wrong" })).status).toBe(401);
  });

  it("counts 120 calls in a minute, tells how many are left, and blocks for a minute", async () => {
    const first = await call("GET /v2/me");
    expect(first.headers.get("x-ratelimit-limit-default")).toBe("120");
    expect(first.headers.get("x-ratelimit-remaining-default")).toBe("119");
    for (let calls = 1; calls < 120; calls += 1) await call("GET /v2/me");
    calcom.clock.at += 30_000;

    const { status, headers, json } = await call("GET /v2/me");
    expect([status, json.error?.code]).toEqual([429, "ThrottlerException"]);
    expect(headers.get("x-ratelimit-reset-default")).toBe("60");
    calcom.clock.at += 59_000;
    expect((await call("GET /v2/me")).status).toBe(429);
    calcom.clock.at += 1000;
    expect((await call("GET /v2/me")).status).toBe(200);
  });

  it("writes errors as the real one does, under an id", async () => {
    const { headers, json } = await call("GET /v2/bookings/unknown");

    expect(json).toMatchObject({ status: "error", path: "/v2/bookings/unknown" });
    expect(json.error?.code).toBe("NotFoundException");
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("a new booking", () => {
  it("is accepted, and found by its uid and in the list", async () => {
    const { uid } = await book({ metadata: { appointment: "42" } });

    const { json } = await call(`GET /v2/bookings/${uid}`);
    expect(json.data).toMatchObject({
      ...{ uid, status: "accepted", start: "2026-11-03T09:00:00.000Z", duration: 30 },
      ...{ hosts: [{ email: "lena@example.org" }], attendees: [{ email: "anna@example.org" }] },
      metadata: { appointment: "42" },
    });
    expect((await call("GET /v2/bookings")).json.data).toHaveLength(1);
  });

  it.each([
    ["a field that it does not know", { note: "hello" }, "property note should not exist"],
    ["a number for a text", { eventTypeId: "101" }, "eventTypeId"],
    ["a time of a zone", { start: "2026-11-03T10:00:00+01:00" }, "start must be"],
    ["a time that is none", { start: "tomorrow" }, "start must be"],
    ["nobody", { attendee: undefined }, "attendee"],
    ["somebody without a zone", { attendee: { name: "A", email: "a@b.example" } }, "timeZone"],
    ["a wrong number", { attendee: { ...anna, phoneNumber: "030 1234" } }, "phone number"],
    ["metadata that is too long", { metadata: { note: "x".repeat(501) } }, "at most 50 keys"],
    ["a length that is not offered", { lengthInMinutes: 45 }, "lengthInMinutes"],
    ["the past", { start: "2026-11-02T06:00:00Z" }, "in the past"],
    ["a night", { start: "2026-11-03T21:00:00Z" }, "not available"],
    ["a Sunday", { start: "2026-11-08T10:00:00Z" }, "not available"],
  ])("is refused with %s", async (_what, fields, message) => {
    const { status, json } = await call("POST /v2/bookings", { body: { ...booking, ...fields } });

    expect([status, json.error?.message]).toEqual([400, expect.stringContaining(message)]);
  });

  it("takes a host's time once, and another host's while there is one", async () => {
    await book();
    const again = await call("POST /v2/bookings", { body: booking });
    expect([again.status, again.json.error?.message]).toEqual([
      400,
      "User either already has booking at this time or is not available",
    ]);

    await book({ eventTypeId: type.colour });
    const third = { ...booking, eventTypeId: type.colour };
    const { status, json } = await call("POST /v2/bookings", { body: third });
    expect([status, json.error?.message]).toEqual([
      400,
      expect.stringMatching(/^One of the hosts/),
    ]);
  });

  it("keeps the event type's notice, lengths and confirmation", async () => {
    const soon = { ...booking, eventTypeId: type.strict, start: "2026-11-02T08:00:00Z" };
    calcom.clock.at += 30 * MINUTE_MS;
    const { status, json } = await call("POST /v2/bookings", { body: soon });
    expect([status, json.error?.message]).toEqual([400, expect.stringContaining("booked at the")]);

    expect(await book({ eventTypeId: type.early, lengthInMinutes: 45 })).toHaveProperty(
      "duration",
      45,
    );
    const asked = await book({ eventTypeId: type.confirmed, start: "2026-11-03T12:00:00Z" });
    expect(asked.status).toBe("pending");
  });
});

describe("the list", () => {
  it("tells what changed since, oldest change first, page by page", async () => {
    const uids: string[] = [];
    for (const start of ["2026-11-03T09:00:00Z", "2026-11-03T10:00:00Z", "2026-11-03T11:00:00Z"]) {
      uids.push((await book({ start })).uid);
      calcom.clock.at += MINUTE_MS;
    }
    await call(`POST /v2/bookings/${uids[0]!}/cancel`, { body: { cancellationReason: "krank" } });
    const since = new Date(MONDAY_MORNING + MINUTE_MS).toISOString();
    const query = `afterUpdatedAt=${since}&sortUpdatedAt=asc`;

    const page = await call(`GET /v2/bookings?${query}&take=2`);
    expect(page.json.data.map(({ uid }) => uid)).toEqual([uids[1], uids[2]]);
    expect(page.json.pagination).toMatchObject({
      totalItems: 3,
      hasNextPage: true,
      currentPage: 0,
    });
    const rest = await call(`GET /v2/bookings?${query}&take=2&skip=2`);
    expect(rest.json.data.map(({ uid }) => uid)).toEqual([uids[0]]);
    expect(rest.json.pagination).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it("filters by person, time and state", async () => {
    await book();
    const later = { start: "2026-11-05T09:00:00Z", attendee: { ...anna, email: "b@example.org" } };
    const { uid } = await book(later);
    const count = async (query: string) =>
      (await call(`GET /v2/bookings?${query}`)).json.data.length;

    expect(await count("attendeeEmail=b@example.org")).toBe(1);
    expect(await count("afterStart=2026-11-04T00:00:00Z")).toBe(1);
    expect(await count("beforeEnd=2026-11-04T00:00:00Z")).toBe(1);
    simulator.byHand.cancel(uid);
    expect(await count("status=cancelled")).toBe(1);
    expect(await count("status=upcoming,cancelled")).toBe(2);
  });

  it.each([
    "take=251",
    "take=0",
    "skip=-1",
    "afterUpdatedAt=yesterday",
    "sortUpdatedAt=up",
    "status=open",
  ])("refuses %s", async (query) => {
    expect((await call(`GET /v2/bookings?${query}`)).status).toBe(400);
  });
});

describe("the account", () => {
  it("says who it is and what it offers", async () => {
    expect((await call("GET /v2/me")).json.data).toMatchObject({ email: "ina@example.org" });
    expect((await call("GET /v2/event-types")).json.data).toContainEqual(
      expect.objectContaining({ id: type.colour, slug: "farbe", lengthInMinutes: 60 }),
    );
  });
});

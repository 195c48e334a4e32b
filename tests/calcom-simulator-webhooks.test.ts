import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, afterEach, describe, expect, it } from "vitest";

import { booking, simulatedCalcom } from "@/tests/support/simulated-calcom";

const { book, call, simulator } = await simulatedCalcom();

const SECRET = "a-secret-between-two";

type Told = { signature: string; version: string; body: string };
const told: Told[] = [];

const portal = createServer((request, response) => {
  void text(request).then((body) => {
    const signature = String(request.headers["x-cal-signature-256"]);
    told.push({ body, signature, version: String(request.headers["x-cal-webhook-version"]) });
    response.writeHead(200).end();
  });
});

await new Promise<void>((resolve) => portal.listen(0, "127.0.0.1", resolve));
const portalUrl = `http://127.0.0.1:${String((portal.address() as AddressInfo).port)}`;

afterEach(() => {
  told.length = 0;
});

afterAll(() => {
  portal.close();
});

describe("webhooks", () => {
  const triggers = [
    ...["BOOKING_CREATED", "BOOKING_RESCHEDULED", "BOOKING_CANCELLED"],
    ...["BOOKING_REJECTED", "BOOKING_NO_SHOW_UPDATED"],
  ];
  const subscription = () => ({ subscriberUrl: portalUrl, triggers, active: true, secret: SECRET });
  const subscribe = (fields: object = {}) =>
    call("POST /v2/webhooks", { body: { ...subscription(), ...fields } });
  const events = () =>
    told.map(({ body }) => (JSON.parse(body) as { triggerEvent: string }).triggerEvent);

  it("are signed over exactly what is sent, without a prefix", async () => {
    expect((await subscribe()).status).toBe(201);
    await book();
    await simulator.webhooks.settled();

    const [{ body, signature, version }] = told as [Told];
    expect(signature).toBe(createHmac("sha256", SECRET).update(body).digest("hex"));
    expect(version).toBe("2021-10-20");
    expect(JSON.parse(body)).toMatchObject({
      triggerEvent: "BOOKING_CREATED",
      payload: { startTime: "2026-11-03T09:00:00.000Z", organizer: { email: "lena@example.org" } },
    });
  });

  it("say so when there is no secret", async () => {
    await subscribe({ secret: null });
    await book();
    await simulator.webhooks.settled();

    expect(told[0]?.signature).toBe("no-secret-provided");
  });

  it("name the new booking and the old one when it was moved", async () => {
    const { uid } = await book();
    await subscribe();
    const { uid: next } = simulator.byHand.move(uid, { start: "2026-11-04T09:00:00Z" });
    await simulator.webhooks.settled();

    const { payload } = JSON.parse(told[0]!.body) as { payload: object };
    expect(payload).toMatchObject({ uid: next, rescheduleUid: uid });
    expect(payload).toHaveProperty("rescheduledBy", "lena@example.org");
  });

  it("arrive reversed, twice, or not at all when told to", async () => {
    await subscribe();
    simulator.webhooks.hold();
    const { uid } = await book();
    simulator.byHand.cancel(uid, { requestReschedule: true });
    simulator.byHand.markNoShow(uid);
    expect(told).toEqual([]);

    expect(simulator.webhooks.drop("BOOKING_NO_SHOW_UPDATED")).toBe(1);
    expect(await simulator.webhooks.flush({ order: "reversed", times: 2 })).toEqual(
      Array(4).fill(200),
    );
    expect(events()).toEqual([
      ...["BOOKING_CANCELLED", "BOOKING_CANCELLED"],
      ...["BOOKING_CREATED", "BOOKING_CREATED"],
    ]);
  });

  it("go only where they are wanted, until they are not", async () => {
    const made = await subscribe({ triggers: ["BOOKING_CANCELLED"] });
    const path = `/v2/webhooks/${String(made.json.data["id"])}`;
    const { uid } = await book();
    simulator.byHand.cancel(uid);
    await simulator.webhooks.settled();
    expect(events()).toEqual(["BOOKING_CANCELLED"]);

    expect((await call("GET /v2/webhooks")).json.data).toHaveLength(1);
    expect((await call(`PATCH ${path}`, { body: { active: false } })).status).toBe(200);
    await book();
    await simulator.webhooks.settled();
    expect(told).toHaveLength(1);
    expect((await call(`DELETE ${path}`)).status).toBe(200);
    expect((await call(`GET ${path}`)).status).toBe(404);
    expect((await subscribe({ triggers: ["BOOKING_CONFIRMED"] })).status).toBe(400);
    expect((await subscribe({ active: undefined })).status).toBe(400);
  });
});

describe("on purpose", () => {
  it.each([429, 500, 502, 524])("answers %i as often as told", async (status) => {
    simulator.faults.add({ kind: "status", status, count: 2, path: "/v2/me", retryAfter: 7 });

    expect((await call("GET /v2/event-types")).status).toBe(200);
    const first = await call("GET /v2/me");
    expect([first.status, first.headers.get("retry-after")]).toEqual([status, "7"]);
    expect((await call("GET /v2/me")).status).toBe(status);
    expect((await call("GET /v2/me")).status).toBe(200);
  });

  it("closes the connection before the work", async () => {
    simulator.faults.add({ kind: "reset" });

    await expect(call("POST /v2/bookings", { body: booking })).rejects.toThrow("fetch failed");
    expect(simulator.bookings()).toEqual([]);
  });

  it("does the work and never says so", async () => {
    simulator.faults.add({ kind: "lost", method: "POST" });

    await expect(call("POST /v2/bookings", { body: booking })).rejects.toThrow("fetch failed");
    expect(simulator.bookings()).toHaveLength(1);
  });

  it("keeps an outage up until it is cleared", async () => {
    simulator.faults.add({ kind: "status", status: 503, count: 0 });
    for (let calls = 0; calls < 5; calls += 1) expect((await call("GET /v2/me")).status).toBe(503);

    simulator.faults.clear();
    expect((await call("GET /v2/me")).status).toBe(200);
  });
});

describe("over HTTP, for people and other processes", () => {
  it("takes faults, moves a booking by hand, and lists the calls without their keys", async () => {
    const { uid } = await book();
    const moved = await call("POST /control/bookings/move", {
      body: { uid, start: "2026-11-04T09:00:00Z" },
    });
    expect(moved.json.data).toMatchObject({ rescheduledFromUid: uid });
    await call("POST /control/faults", { body: { kind: "status", status: 500 } });
    expect((await call("GET /v2/me")).status).toBe(500);

    const calls = await call("GET /control/calls");
    expect(calls.json.data).toHaveLength(2);
    expect(JSON.stringify(calls.json)).not.toContain("cal_live_right");
    expect((await call("POST /control/faults", { body: { kind: "unknown" } })).status).toBe(400);
    await call("POST /control/reset");
    expect((await call("GET /control/state")).json.data).toMatchObject({ bookings: [] });
  });

  it("takes nothing from a page of somebody else", async () => {
    const response = await fetch(`${simulator.url}/control/reset`, {
      method: "POST",
      headers: { "sec-fetch-site": "cross-site" },
    });

    expect(response.status).toBe(403);
  });
});

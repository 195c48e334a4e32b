import { describe, expect, it } from "vitest";

import type { CalcomOptions } from "@/lib/platform/calcom/ask";
import { createCalcomClient } from "@/lib/platform/calcom/client";
import { exchange } from "@/lib/platform/calcom/exchange";
import { anna, simulatedCalcom, type } from "@/tests/support/simulated-calcom";
import { withAnswer } from "@/tests/support/with-answer";

const { simulator } = await simulatedCalcom();
const options = {
  baseUrl: simulator.url,
  apiKey: "cal_live_right",
  timeoutMs: 2000,
  allowPrivateHosts: true,
};
const client = createCalcomClient(options);
const other = (changes: Partial<CalcomOptions>) => createCalcomClient({ ...options, ...changes });

const start = new Date("2026-11-03T09:00:00Z");
const wanted = { eventTypeId: type.haircut, start, attendee: anna };

describe("what goes wrong there", () => {
  it.each([500, 502, 503, 524])(
    "a %i is an outage after which it may have happened",
    async (status) => {
      simulator.faults.add({ kind: "status", status });

      expect(await client.createBooking(wanted)).toMatchObject({
        ...{ kind: "outage", cause: "http-5xx", mayHaveHappened: true },
      });
    },
  );

  it("waits no longer than it was told to, and does not know what happened", async () => {
    simulator.faults.add({ kind: "hang" });
    const answer = await other({ timeoutMs: 150 }).createBooking(wanted);

    expect(answer).toMatchObject({ kind: "outage", cause: "timeout", mayHaveHappened: true });
    expect(simulator.bookings()).toHaveLength(1);
  });

  it("takes a connection that ends for one that may have done its work", async () => {
    simulator.faults.add({ kind: "lost" });

    expect(await client.createBooking(wanted)).toMatchObject({
      ...{ kind: "outage", cause: "connection", mayHaveHappened: true },
    });
    expect(simulator.bookings()).toHaveLength(1);
  });

  it("knows that nothing has arrived where nobody listens", async () => {
    const answer = await other({ baseUrl: "http://127.0.0.1:9" }).createBooking(wanted);

    expect(answer).toMatchObject({ kind: "outage", cause: "connection", mayHaveHappened: false });
  });

  it("hears from a limit how long to wait", async () => {
    simulator.faults.add({ kind: "status", status: 429, retryAfter: 7 });
    expect(await client.me()).toMatchObject({ kind: "busy", waitMs: 7000 });

    for (let calls = 0; calls < 120; calls += 1) await client.me();
    expect(await client.me()).toMatchObject({ kind: "busy", waitMs: 60_000 });
  });

  it("does not take what it cannot read for an outage", async () => {
    simulator.faults.add({ kind: "garbage" });
    expect(await client.createBooking(wanted)).toHaveProperty("kind", "unreadable");

    const strange = { body: JSON.stringify({ status: "success", data: { uid: 7 } }) };
    const answer = await withAnswer(strange, (baseUrl) => other({ baseUrl }).getBooking("x"));
    expect(answer).toHaveProperty("kind", "unreadable");
  });

  it("reads two megabytes and no more", async () => {
    const answer = await withAnswer({ body: Buffer.alloc(2_000_001, " ") }, (baseUrl) =>
      other({ baseUrl }).getBooking("x"),
    );

    expect(answer).toMatchObject({ kind: "unreadable", message: "The answer is too long." });
  });

  it("follows nobody elsewhere with its key", async () => {
    simulator.faults.add({ kind: "moved" });
    expect(await client.me()).toMatchObject({ kind: "unauthorised", status: 302 });
    expect(simulator.calls()).toHaveLength(1);

    const page = { status: 404, body: "<html>Not found" };
    const answer = await withAnswer(page, (baseUrl) => other({ baseUrl }).getBooking("x"));
    expect(answer).toMatchObject({ kind: "unauthorised", status: 404 });
  });
});

describe("where it does not go", () => {
  it("asks nothing inside the house", async () => {
    const outside = { allowPrivateHosts: false };

    expect(await other(outside).me()).toMatchObject({ kind: "unauthorised", status: 0 });
    const byName = { ...outside, baseUrl: `https://localhost:${new URL(simulator.url).port}` };
    expect(await other(byName).me()).toMatchObject({ kind: "unauthorised", status: 0 });
    expect(simulator.calls()).toEqual([]);
  });

  it("looks where a name leads when it connects", async () => {
    const url = new URL(`http://localhost:${new URL(simulator.url).port}/v2/me`);
    const call = { method: "GET", url, headers: {}, timeoutMs: 2000 } as const;

    expect(await exchange({ ...call, allowPrivateHosts: false })).toEqual({
      ...{ silence: "private", mayHaveHappened: false },
    });
    expect(simulator.calls()).toEqual([]);
  });
});

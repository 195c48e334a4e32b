import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";

import { account } from "@/prisma/demo/calcom-account";
import { SERVICES } from "@/prisma/demo/names";
import { type CalcomSimulator, startCalcomSimulator } from "@/scripts/simulators/calcom/server.mjs";

const folder = mkdtempSync(path.join(os.tmpdir(), "calcom-simulator-"));
const file = path.join(folder, "kept.json");
const now = () => new Date("2026-11-02T07:00:00Z");
const start = () => startCalcomSimulator({ account, file, now });

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const [haircut] = account.eventTypes;
const attendee = { name: "<b>Anna</b>", email: "anna@example.org", timeZone: "Europe/Berlin" };
const booking = { eventTypeId: haircut!.id, start: "2026-11-03T09:00:00Z", attendee };

function ask({ url }: CalcomSimulator, what: string, body?: unknown) {
  const [method = "", where = ""] = what.split(" ");

  return fetch(`${url}${where}`, {
    method,
    headers: {
      authorization: `Bearer ${account.apiKeys[0]!}`,
      "cal-api-version": "2024-08-13",
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

const press = ({ url }: CalcomSimulator, button: string, fields: Record<string, string> = {}) =>
  fetch(`${url}/page/${button}?lang=en`, {
    method: "POST",
    body: new URLSearchParams(fields),
    redirect: "manual",
  });

const page = async ({ url }: CalcomSimulator, lang = "de") =>
  (await fetch(`${url}/?lang=${lang}`)).text();

describe("the demo salon's Cal.com", () => {
  it("offers what the salon offers, in the hours of its people", async () => {
    const offered = account.eventTypes.filter(({ hostIds }) => hostIds.includes(7001));
    expect(offered.map(({ lengthInMinutes }) => lengthInMinutes)).toEqual(
      SERVICES.map(([, minutes]) => minutes),
    );
    expect(account.hosts.map(({ email }) => email)).toContain("mehmet.aydin@morgenlicht.example");

    const simulator = await start();
    const body = { ...booking, start: "2026-11-03T17:30:00Z" };
    expect((await ask(simulator, "POST /v2/bookings", body)).status).toBe(400);
    await simulator.stop();
  });

  it("knows its bookings and who wants to be told after a new start", async () => {
    const first = await start();
    expect((await ask(first, "POST /v2/bookings", booking)).status).toBe(201);
    const hook = {
      ...{ subscriberUrl: "http://127.0.0.1:9/", triggers: ["BOOKING_CANCELLED"], active: true },
      secret: "kept",
    };
    expect((await ask(first, "POST /v2/webhooks", hook)).status).toBe(201);
    const known = first.bookings();
    await first.stop();

    const second = await start();
    expect(second.bookings()).toEqual(known);
    expect(await (await ask(second, "GET /v2/webhooks")).text()).toContain("kept");
    second.reset();
    await second.stop();
  });

  it("does the work before an answer gets lost, and knows it afterwards", async () => {
    const first = await start();
    first.faults.add({ kind: "lost" });
    await expect(ask(first, "POST /v2/bookings", booking)).rejects.toThrow("fetch failed");
    await first.stop();

    const second = await start();
    expect(second.bookings()).toHaveLength(1);
    second.reset();
    await second.stop();
  });
});

describe("its page", () => {
  it("switches an outage on and off, in both languages", async () => {
    const simulator = await start();
    expect(await page(simulator)).toContain("Störung einschalten");

    expect((await press(simulator, "outage-on")).headers.get("location")).toBe("/?lang=en");
    expect((await ask(simulator, "GET /v2/me")).status).toBe(503);
    expect(await page(simulator, "en")).toContain("End the outage");
    await press(simulator, "outage-off");
    expect((await ask(simulator, "GET /v2/me")).status).toBe(200);
    await simulator.stop();
  });

  it("moves and cancels by hand, on the host's clock", async () => {
    const simulator = await start();
    const { uid } = simulator.byHand.create(booking);
    expect(await page(simulator)).toContain("&lt;b&gt;Anna");

    expect((await press(simulator, "move", { uid, at: "2026-11-04T11:30" })).status).toBe(303);
    const moved = simulator.bookings().at(-1)!;
    expect(moved).toMatchObject({ start: "2026-11-04T10:30:00.000Z", rescheduledFromUid: uid });
    expect((await press(simulator, "move", { uid: moved.uid, at: "soon" })).status).toBe(400);
    await press(simulator, "cancel", { uid: moved.uid });
    expect(simulator.bookings().at(-1)).toHaveProperty("status", "cancelled");
    expect((await press(simulator, "cancel", { uid: "unknown" })).status).toBe(404);
    await simulator.stop();
  });

  it("is pressed by nobody else's page", async () => {
    const simulator = await start();
    const answer = await fetch(`${simulator.url}/page/outage-on`, {
      method: "POST",
      headers: { "sec-fetch-site": "cross-site" },
    });

    expect([answer.status, simulator.faults.list()]).toEqual([403, []]);
    await simulator.stop();
  });
});

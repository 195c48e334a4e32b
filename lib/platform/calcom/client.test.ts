import { describe, expect, it } from "vitest";

import type { CalcomOptions } from "@/lib/platform/calcom/ask";
import { createCalcomClient } from "@/lib/platform/calcom/client";
import { CALCOM_VERSIONS } from "@/lib/platform/calcom/versions";
import { anna, MINUTE_MS, simulatedCalcom, type } from "@/tests/support/simulated-calcom";
import { withAnswer } from "@/tests/support/with-answer";

const calcom = await simulatedCalcom();
const { simulator } = calcom;
const options = {
  baseUrl: simulator.url,
  apiKey: "cal_live_right",
  timeoutMs: 2000,
  allowPrivateHosts: true,
};
const client = createCalcomClient(options);
const other = (changes: Partial<CalcomOptions>) => createCalcomClient({ ...options, ...changes });

const start = new Date("2026-11-03T09:00:00Z");
const later = new Date("2026-11-04T09:00:00Z");
const metadata = { appointment: "42" };
const wanted = { eventTypeId: type.haircut, start, attendee: anna, metadata };

async function booked(changes: Partial<typeof wanted> = {}) {
  const answer = await client.createBooking({ ...wanted, ...changes });
  if (answer.kind !== "ok") throw new Error(answer.message);

  return answer.data;
}

describe("what goes well", () => {
  it("reads the account and what it offers", async () => {
    expect(await client.me()).toMatchObject({ kind: "ok", data: { email: "ina@example.org" } });
    expect(await client.listEventTypes()).toMatchObject({
      kind: "ok",
      data: expect.arrayContaining([
        expect.objectContaining({
          ...{ id: type.colour, title: "Farbe", lengthInMinutes: 60 },
          hosts: [expect.objectContaining({ id: 1 }), expect.objectContaining({ id: 2 })],
        }),
      ]) as unknown,
    });
  });

  it("books, reads, moves and cancels", async () => {
    const { uid } = await booked();
    expect(await client.getBooking(uid)).toMatchObject({
      kind: "ok",
      data: { status: "accepted", start, eventTypeId: type.haircut, metadata, attendees: [anna] },
    });

    const moved = await client.rescheduleBooking(uid, {
      ...{ start: later, rescheduledBy: "lena@example.org", reason: "krank" },
    });
    expect(moved).toMatchObject({ kind: "ok", data: { start: later, rescheduledFromUid: uid } });
    const { uid: next } = simulator.bookings().at(-1)!;
    expect(await client.getBooking(uid)).toMatchObject({
      kind: "ok",
      data: {
        ...{ status: "cancelled", rescheduledToUid: next, reschedulingReason: "krank" },
        rescheduledByEmail: "lena@example.org",
      },
    });
    expect(await client.cancelBooking(next, { reason: "krank" })).toMatchObject({
      kind: "ok",
      data: { status: "cancelled", cancellationReason: "krank" },
    });
  });

  it("lists what has changed, page by page", async () => {
    for (const hour of [9, 10, 11]) {
      await booked({ start: new Date(Date.UTC(2026, 10, 3, hour)) });
      calcom.clock.at += MINUTE_MS;
    }
    const afterUpdatedAt = new Date(calcom.clock.at - 2 * MINUTE_MS);

    const page = await client.listBookings({ afterUpdatedAt, sortUpdatedAt: "asc", take: 1 });
    expect(page).toMatchObject({
      kind: "ok",
      data: { bookings: [{ start: new Date("2026-11-03T10:00:00Z") }], hasNextPage: true },
    });
    const rest = await client.listBookings({
      ...{ afterUpdatedAt, sortUpdatedAt: "asc", take: 1, skip: 1 },
    });
    expect(rest).toMatchObject({ kind: "ok", data: { hasNextPage: false, unreadable: [] } });
  });

  it("lists free times and hides one for a while", async () => {
    const day = { eventTypeId: type.haircut, start, end: later };
    const free = await client.listSlots(day);
    expect(free).toMatchObject({ kind: "ok", data: expect.arrayContaining([start]) as unknown });

    const slot = { eventTypeId: type.haircut, slotStart: start };
    const held = await client.reserveSlot(slot);
    expect(held).toMatchObject({ kind: "ok", data: { until: expect.any(Date) as unknown } });
    expect(await client.reserveSlot(slot)).toMatchObject({ kind: "refused", reason: "slot-gone" });
    const { uid } = held.kind === "ok" ? held.data : { uid: "" };
    expect(await client.releaseSlot(uid)).toHaveProperty("kind", "ok");
    expect(await client.releaseSlot(uid)).toHaveProperty("kind", "unknown");
    expect(await client.listSlots(day)).toEqual(free);
  });

  it("subscribes to webhooks and ends it", async () => {
    const triggers = ["BOOKING_CREATED"];
    const made = await client.subscribeWebhook({
      ...{ subscriberUrl: "https://portal.example/hook", secret: "s", triggers },
    });
    expect(await client.listWebhooks()).toMatchObject({ kind: "ok", data: [{ triggers }] });
    const id = made.kind === "ok" ? made.data.id : "";
    expect(await client.deleteWebhook(id)).toHaveProperty("kind", "ok");
    expect(await client.deleteWebhook(id)).toHaveProperty("kind", "unknown");
  });

  it("always says which contract it speaks, another one where a connection wants it", async () => {
    await client.me();
    await client.listEventTypes();
    await client.listSlots({ eventTypeId: type.haircut, start, end: later });
    await other({ versions: { "bookings.get": "2026-02-25" } }).getBooking("unknown");

    const said = simulator.calls().map(({ headers }) => headers["cal-api-version"]);
    const { me, "event-types.list": types, "slots.list": slots } = CALCOM_VERSIONS;
    expect(said).toEqual([me, types, slots, "2026-02-25"]);
  });
});

describe("what they refuse", () => {
  it("a time that is gone, past, or too soon", async () => {
    await booked();
    const refused = (reason: string) => ({ kind: "refused", reason });

    expect(await client.createBooking(wanted)).toMatchObject(refused("slot-gone"));
    const past = { ...wanted, start: new Date("2026-11-02T06:00:00Z") };
    expect(await client.createBooking(past)).toMatchObject(refused("past"));
    const strict = { ...wanted, eventTypeId: type.strict };
    const soon = { ...strict, start: new Date("2026-11-02T08:00:00Z") };
    calcom.clock.at += 30 * MINUTE_MS;
    expect(await client.createBooking(soon)).toMatchObject(refused("notice"));
    const { uid } = await booked({ ...strict, start: new Date("2026-11-02T15:00:00Z") });
    expect(await client.rescheduleBooking(uid, { start: later })).toMatchObject(refused("notice"));
    const nobody = { ...wanted, attendee: { ...anna, timeZone: "Nowhere" } };
    expect(await client.createBooking(nobody)).toMatchObject(refused("rule"));
  });

  it("a booking that was moved, cancelled, or is over", async () => {
    const { uid } = await booked();
    await client.rescheduleBooking(uid, { start: later });
    const { uid: next } = simulator.bookings().at(-1)!;
    const again = await client.rescheduleBooking(uid, { start: later });
    expect(again).toMatchObject({ kind: "refused", reason: "already-moved" });

    const reason = { reason: "krank" };
    await client.cancelBooking(next, reason);
    expect(await client.cancelBooking(next, reason)).toMatchObject({
      ...{ kind: "refused", reason: "already-cancelled" },
    });
    expect(await client.rescheduleBooking(next, { start: later })).toMatchObject({
      ...{ kind: "refused", reason: "already-cancelled" },
    });
    const over = await booked();
    calcom.clock.at = start.getTime() + 30 * MINUTE_MS;
    expect(await client.cancelBooking(over.uid, reason)).toMatchObject({
      ...{ kind: "refused", reason: "ended" },
    });
  });

  it("a key that is wrong or too old, and a booking that nobody knows", async () => {
    expect(await other({ apiKey: "cal_live_wrong" }).me()).toMatchObject({
      ...{ kind: "unauthorised", status: 401 },
    });
    expect(await other({ apiKey: "expired-token" }).me()).toMatchObject({
      ...{ kind: "unauthorised", status: 498 },
    });
    expect(await client.getBooking("nobody-knows-this")).toHaveProperty("kind", "unknown");
  });

  it("a contract that is not spoken there: no booking is gone because of that", async () => {
    const { uid } = await booked();
    const answer = await other({ versions: { "bookings.get": "1999-01-01" } }).getBooking(uid);

    expect(answer).toMatchObject({ kind: "unauthorised", status: 404 });
  });

  it("and tells under which number their support finds it", async () => {
    const heard: { requestId: string }[] = [];
    const uid = crypto.randomUUID();
    await other({ onFailure: (failure) => heard.push(failure) }).getBooking(uid);

    expect(heard).toMatchObject([{ endpoint: "bookings.get", status: 404 }]);
    expect(heard[0]?.requestId).toMatch(/^[\w-]{8,}$/);
    expect(JSON.stringify(heard)).not.toContain(uid);
  });

  it("never with the key, a uid or an address in the message", async () => {
    const { uid } = await booked();
    await client.rescheduleBooking(uid, { start: later });
    const { uid: next } = simulator.bookings().at(-1)!;

    const answers = [
      await client.rescheduleBooking(uid, { start: later }),
      await client.getBooking(`${uid}x`),
      await client.getBooking("short"),
      await other({ apiKey: "cal_live_wrong" }).getBooking(uid),
      await withAnswer(
        {
          status: 400,
          body: JSON.stringify({
            error: { message: `anna@example.org may not move ${uid} with cal_live_right` },
          }),
        },
        (baseUrl) => other({ baseUrl }).getBooking(uid),
      ),
    ];

    const said = JSON.stringify(answers);
    for (const secret of [uid, next, "cal_live", "anna@example.org", "short"]) {
      expect(said).not.toContain(secret);
    }
  });
});

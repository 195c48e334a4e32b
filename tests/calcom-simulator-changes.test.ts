import { describe, expect, it } from "vitest";

import {
  booking,
  type CallOptions,
  MINUTE_MS,
  simulatedCalcom,
  type,
} from "@/tests/support/simulated-calcom";

const calcom = await simulatedCalcom();
const { book, call } = calcom;

describe("a move", () => {
  const to = (start: string, more: object = {}) => ({ body: { start, ...more } });

  it("makes a new booking and a chain; metadata and attendees come along", async () => {
    const { uid } = await book({ metadata: { appointment: "42" } });

    const { status, json } = await call(
      `POST /v2/bookings/${uid}/reschedule`,
      to("2026-11-04T09:00:00Z", { rescheduledBy: "lena@example.org" }),
    );

    expect(status).toBe(201);
    const moved = json.data as unknown as { uid: string };
    expect(moved).toMatchObject({ rescheduledFromUid: uid, metadata: { appointment: "42" } });
    expect(moved.uid).not.toBe(uid);
    expect((await call(`GET /v2/bookings/${uid}`)).json.data).toMatchObject({
      ...{ status: "cancelled", rescheduledToUid: moved.uid },
      rescheduledByEmail: "lena@example.org",
    });
  });

  it("is refused twice, with the new uid, and for what was cancelled", async () => {
    const { uid } = await book();
    const moved = await call(`POST /v2/bookings/${uid}/reschedule`, to("2026-11-04T09:00:00Z"));
    const { uid: next } = moved.json.data as unknown as { uid: string };

    const again = await call(`POST /v2/bookings/${uid}/reschedule`, to("2026-11-05T09:00:00Z"));
    expect([again.status, again.json.error?.message]).toEqual([400, expect.stringContaining(next)]);

    await call(`POST /v2/bookings/${next}/cancel`, { body: { cancellationReason: "krank" } });
    const late = await call(`POST /v2/bookings/${next}/reschedule`, to("2026-11-05T09:00:00Z"));
    expect([late.status, late.json.error?.message]).toEqual([
      400,
      expect.stringContaining("has been cancelled."),
    ]);
  });

  it("takes no metadata, and no time that is not free", async () => {
    const { uid } = await book();
    await book({ start: "2026-11-04T09:00:00Z" });
    const path = `POST /v2/bookings/${uid}/reschedule`;

    const strange = await call(path, to("2026-11-05T09:00:00Z", { metadata: { a: "b" } }));
    expect([strange.status, strange.json.error?.message]).toEqual([
      400,
      "property metadata should not exist",
    ]);
    expect((await call(path, to("2026-11-04T09:15:00Z"))).status).toBe(400);
    // Its own time is no obstacle.
    expect((await call(path, to("2026-11-03T09:15:00Z"))).status).toBe(201);
  });

  it("keeps their notice, unless a host asks", async () => {
    const { uid } = await book({ eventTypeId: type.strict, start: "2026-11-02T15:00:00Z" });
    const path = `POST /v2/bookings/${uid}/reschedule`;

    const { status, json } = await call(path, to("2026-11-04T09:00:00Z"));
    expect([status, json.error?.message]).toEqual([403, expect.stringContaining("notice period")]);
    const byHost = { rescheduledBy: "lena@example.org" };
    expect((await call(path, to("2026-11-04T09:00:00Z", byHost))).status).toBe(201);
  });

  it("waits for confirmation, unless a host asks", async () => {
    const { uid } = await book({ eventTypeId: type.confirmed });
    const { json } = await call(
      `POST /v2/bookings/${uid}/reschedule`,
      to("2026-11-04T09:00:00Z", { rescheduledBy: "lena@example.org" }),
    );

    expect(json.data).toHaveProperty("status", "accepted");
  });
});

describe("a cancellation", () => {
  const reason = { body: { cancellationReason: "krank" } };
  const message = async (uid: string, options: CallOptions) => {
    const { status, json } = await call(`POST /v2/bookings/${uid}/cancel`, options);

    return [status, json.error?.message];
  };

  it("says who and why, and frees the time", async () => {
    const { uid } = await book();
    const { status, json } = await call(`POST /v2/bookings/${uid}/cancel`, reason);

    expect(status).toBe(200);
    expect(json.data).toMatchObject({ status: "cancelled", cancelledByEmail: "ina@example.org" });
    await book();
  });

  it("is refused twice, without a reason, after the end, and where it is not allowed", async () => {
    const { uid } = await book();
    expect(await message(uid, { body: {} })).toEqual([400, "Cancellation reason is required"]);
    expect(await message(uid, { body: { why: "krank" } })).toEqual([
      400,
      "property why should not exist",
    ]);
    await message(uid, reason);
    expect(await message(uid, reason)).toEqual([400, "This booking has already been cancelled."]);

    const strict = await book({ eventTypeId: type.strict });
    expect((await message(strict.uid, { body: {}, key: null }))[0]).toBe(400);
    const fixed = await book({ eventTypeId: type.uncancellable, start: "2026-11-04T09:00:00Z" });
    expect(await message(fixed.uid, reason)).toEqual([
      400,
      "This event type does not allow cancellations",
    ]);
    calcom.clock.at = Date.parse("2026-11-03T09:30:00Z");
    expect(await message(strict.uid, reason)).toEqual([
      400,
      "Cannot cancel a booking that has already ended",
    ]);
    expect((await message("unknown", reason))[0]).toBe(404);
  });
});

describe("slots and reservations", () => {
  const week = "start=2026-11-03&end=2026-11-03";
  const starts = async (query: string) => {
    const { status, json } = await call(`GET /v2/slots?${query}`);
    expect(status).toBe(200);

    return Object.values(json.data as unknown as Record<string, { start: string; end?: string }[]>)
      .flat()
      .map(({ start }) => start);
  };

  it("are the hours of a host less what is booked, in the zone that was asked for", async () => {
    const all = await starts(`eventTypeId=101&${week}`);
    expect([all[0], all.at(-1)]).toEqual(["2026-11-03T08:00:00.000Z", "2026-11-03T15:30:00.000Z"]);
    const { uid } = await book();

    const left = await starts(`eventTypeId=101&${week}&timeZone=Europe/Berlin`);
    expect(left).not.toContain("2026-11-03T10:00:00.000+01:00");
    expect(left).toContain("2026-11-03T10:30:00.000+01:00");
    expect(await starts(`eventTypeId=101&${week}&bookingUidToReschedule=${uid}`)).toEqual(all);
    const ranges = await call(`GET /v2/slots?eventTypeId=101&${week}&format=range&duration=60`);
    expect(Object.keys(ranges.json.data)).toEqual(["2026-11-03"]);
  });

  it.each([
    "eventTypeId=101&start=2026-11-03",
    "eventTypeId=x&start=2026-11-03&end=2026-11-04",
    week,
  ])("refuse %s", async (query) => {
    expect((await call(`GET /v2/slots?${query}`)).status).toBe(400);
  });

  it("are reserved for five minutes, once, and only on the list", async () => {
    const slot = { eventTypeId: type.haircut, slotStart: booking.start };
    const { status, json } = await call("POST /v2/slots/reservations", { body: slot });
    expect([status, json.data]).toEqual([
      201,
      expect.objectContaining({ slotDuration: 30, reservationDuration: 5 }),
    ]);
    const again = await call("POST /v2/slots/reservations", { body: slot });
    expect([again.status, again.json.error?.message]).toEqual([
      422,
      expect.stringContaining("already reserved"),
    ]);
    expect(await starts(`eventTypeId=101&${week}`)).not.toContain("2026-11-03T09:00:00.000Z");
    // A booking never looks at it.
    await book();
    calcom.clock.at += 5 * MINUTE_MS;
    const late = await call("POST /v2/slots/reservations", { body: slot });
    expect([late.status, late.json.error?.message]).toEqual([
      422,
      expect.stringContaining("already booked"),
    ]);
  });

  it("are read, changed and given back by whoever knows the uid", async () => {
    const slot = { eventTypeId: type.haircut, slotStart: booking.start };
    const made = await call("POST /v2/slots/reservations", { body: slot, key: null });
    const path = `/v2/slots/reservations/${String(made.json.data["reservationUid"])}`;

    const known = (await call(`GET ${path}`, { key: null })).json.data;
    expect(known).not.toHaveProperty("reservationDuration");
    const later = { ...slot, slotStart: "2026-11-03T10:00:00Z" };
    expect((await call(`PATCH ${path}`, { body: later })).json.data).toHaveProperty(
      "slotStart",
      "2026-11-03T10:00:00.000Z",
    );
    expect((await call(`DELETE ${path}`)).status).toBe(200);
    expect((await call(`DELETE ${path}`)).status).toBe(404);
    expect((await call(`GET ${path}`)).json.data).toBeNull();
    const long = { ...slot, reservationDuration: 30 };
    expect((await call("POST /v2/slots/reservations", { body: long, key: null })).status).toBe(401);
    expect((await call("POST /v2/slots/reservations", { body: long })).status).toBe(201);
  });
});

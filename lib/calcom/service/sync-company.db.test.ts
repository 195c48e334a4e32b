import { describe, expect, it } from "vitest";

import { cancelAppointment } from "@/lib/appointments/service/cancel-appointment";
import { rescheduleAppointment } from "@/lib/appointments/service/reschedule-appointment";
import { inCalendar, syncOf } from "@/tests/support/calendar";
import { connectedSalon } from "@/tests/support/connected-salon";
import { owner } from "@/tests/support/database";
import { as, createAppointment, STARTS_AT, stored } from "@/tests/support/salon";

const here = connectedSalon();
const sync = (poll = false) => here.sync({ poll });
const hours = (count: number) => new Date(STARTS_AT.getTime() + count * 3_600_000);
const move = (
  appointmentId: string,
  version: number,
  startsAt: Date,
  staffId = here.salon.staffIds[0],
) =>
  rescheduleAppointment(as(here.salon.companyId, here.salon.owner), {
    ...{ appointmentId, version, startsAt, staffId, reason: "" },
  });
const cancel = (appointmentId: string, version: number) =>
  cancelAppointment(as(here.salon.companyId, here.salon.owner), {
    appointmentId,
    version,
    reason: "Krank",
  });
const changes = () =>
  here.calendar
    .calls()
    .filter(({ method }) => method === "POST")
    .map(({ path }) => path);

describe("what is changed here", () => {
  it("is pending with its commit, and in the calendar after the next sync", async () => {
    const id = await createAppointment(here.salon);
    expect(await syncOf(id)).toMatchObject({ syncStatus: "pending", uid: null });
    await expect(sync()).resolves.toMatchObject({ told: 1, waiting: 0 });

    const [booking] = inCalendar(here.calendar);
    expect(booking).toMatchObject({
      eventTypeId: 201,
      start: STARTS_AT.toISOString(),
      attendees: [{ name: "Marlene Fischer", email: "marlene@example.org" }],
      metadata: {
        portalAppointment: expect.stringMatching(new RegExp(`^${id}\\..{43}$`)) as string,
      },
    });
    expect(await syncOf(id)).toMatchObject({
      syncStatus: "synced",
      syncedVersion: 1,
      uid: booking?.uid,
    });
  });

  it("moves and cancels there, once each, and keeps the chain of uids", async () => {
    const id = await createAppointment(here.salon);
    await sync();
    await move(id, 1, hours(2));
    expect(await syncOf(id)).toMatchObject({ version: 2, syncStatus: "pending", syncedVersion: 1 });
    await sync();
    expect(inCalendar(here.calendar)).toMatchObject([{ start: hours(2).toISOString() }]);
    expect(here.calendar.bookings().find(({ status }) => status === "cancelled")).toMatchObject({
      rescheduledByEmail: "lena@example.org",
    });
    await cancel(id, 2);
    await sync();

    expect(inCalendar(here.calendar)).toEqual([]);
    expect(await syncOf(id)).toMatchObject({ version: 3, syncStatus: "synced", syncedVersion: 3 });
    expect(await stored("select from calcom_bookings where appointment_id = $1", id)).toHaveLength(
      2,
    );
    await expect(sync()).resolves.toMatchObject({ told: 0 });
    expect(changes()).toHaveLength(3);
  });

  it("is told as it is by now, not step by step", async () => {
    const id = await createAppointment(here.salon);
    await move(id, 1, hours(2));
    await move(id, 2, hours(3));
    await sync();

    expect(changes()).toEqual(["/v2/bookings"]);
    expect(await syncOf(id)).toMatchObject({ syncStatus: "synced", syncedVersion: 3 });
  });

  it("takes another person's event type: cancelled there, and made anew", async () => {
    const id = await createAppointment(here.salon);
    await sync();
    await move(id, 1, STARTS_AT, here.salon.staffIds[1]);
    await sync();

    expect(inCalendar(here.calendar)).toMatchObject([{ eventTypeId: 202 }]);
    expect(await syncOf(id)).toMatchObject({ syncStatus: "synced", syncedVersion: 2 });
  });

  it("is nothing to the calendar when it was cancelled before it was told, or is only a step", async () => {
    const never = await createAppointment(here.salon);
    await cancel(never, 1);
    await sync();
    expect(await syncOf(never)).toMatchObject({ syncStatus: "synced", uid: null });

    expect(changes()).toEqual([]);
  });

  it("leaves the calendar when somebody takes it over who has none there", async () => {
    const id = await createAppointment(here.salon);
    await sync();
    await owner.query("delete from calcom_event_types where staff_id = $1", [
      here.salon.staffIds[1],
    ]);
    await move(id, 1, STARTS_AT, here.salon.staffIds[1]);
    await sync();
    expect(inCalendar(here.calendar)).toEqual([]);

    const other = await createAppointment(here.salon, {
      startsAt: hours(3),
      staffId: here.salon.staffIds[1],
    });
    expect(await syncOf(other)).toMatchObject({ syncStatus: "not_connected" });
  });

  it("is no concern of a company without a calendar", async () => {
    await owner.query("delete from calcom_event_types where company_id = $1", [
      here.salon.companyId,
    ]);
    const id = await createAppointment(here.salon);

    expect(await syncOf(id)).toMatchObject({ syncStatus: "not_connected" });
    expect(await stored("select from calcom_sync_queue where appointment_id = $1", id)).toEqual([]);
  });
});

describe("an answer that did not come", () => {
  it.each([
    ["a new booking", async () => createAppointment(here.salon)],
    [
      "a move",
      async () => {
        const id = await createAppointment(here.salon);
        await sync();
        await move(id, 1, hours(2));

        return id;
      },
    ],
    [
      "a cancellation",
      async () => {
        const id = await createAppointment(here.salon);
        await sync();
        await cancel(id, 1);

        return id;
      },
    ],
  ] as const)("is looked for before anything is said again: %s", async (_what, arrange) => {
    const id = await arrange();
    here.calendar.faults.add({ kind: "lost", count: 1, method: "POST" });
    await expect(sync()).resolves.toMatchObject({ retried: 1 });
    expect(await syncOf(id)).toMatchObject({ syncStatus: "pending", error: "connection" });
    const before = changes().length;
    await owner.query(
      "update calcom_sync_queue set next_attempt_at = now() where status = 'pending'",
    );
    await expect(sync()).resolves.toMatchObject({ told: 1 });

    expect(changes()).toHaveLength(before);
    const { version, uid } = await syncOf(id);
    expect(await syncOf(id)).toMatchObject({ syncStatus: "synced", syncedVersion: version });
    expect(here.calendar.bookings().find((booking) => booking.uid === uid)).toBeDefined();
  });
});

describe("a refusal for good", () => {
  it("takes a move back, says so to the customer, and names the nearest free times", async () => {
    const id = await createAppointment(here.salon);
    await sync();
    here.calendar.byHand.create({
      start: hours(2).toISOString(),
      eventTypeId: 201,
      attendee: { name: "Jemand", email: "jemand@example.org", timeZone: "Europe/Berlin" },
    });
    await move(id, 1, hours(2));
    await expect(sync()).resolves.toMatchObject({ compensated: 1 });

    expect(await syncOf(id)).toMatchObject({
      version: 3,
      startsAt: STARTS_AT,
      syncStatus: "synced",
    });
    const [line] = await stored(
      "select actor_kind, actor_name, reason from appointment_audit_logs where appointment_id = $1 and version = 3",
      id,
    );
    expect(line).toMatchObject({ actor_kind: "calcom", actor_name: "Cal.com" });
    expect(String(line?.["reason"])).toMatch(/nicht angenommen.*Nächste freie Zeiten: /);
    const mails = await stored(
      "select kind from appointment_email_queue where appointment_id = $1 and audience = 'customer' order by created_at",
      id,
    );
    expect(mails.map(({ kind }) => kind)).toEqual(["rescheduled", "rescheduled"]);
  });

  it("cancels a new appointment that the calendar does not take", async () => {
    here.calendar.byHand.create({
      start: STARTS_AT.toISOString(),
      eventTypeId: 201,
      attendee: { name: "Jemand", email: "jemand@example.org", timeZone: "Europe/Berlin" },
    });
    const id = await createAppointment(here.salon);
    await expect(sync()).resolves.toMatchObject({ compensated: 1 });

    expect(await syncOf(id)).toMatchObject({
      version: 2,
      status: "cancelled",
      syncStatus: "synced",
    });
  });

  it("is looked at by a person where the time is not the trouble", async () => {
    await owner.query(
      "update customers set email = null, email_normalised = null, phone = '0151 2345' where id = $1",
      [here.salon.customerId],
    );
    const id = await createAppointment(here.salon);
    await expect(sync()).resolves.toMatchObject({ review: 1, compensated: 0 });

    expect(await syncOf(id)).toMatchObject({
      ...{ version: 1, status: "confirmed", syncStatus: "manual_review", error: "no-address" },
    });
  });
});

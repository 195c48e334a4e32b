import { describe, expect, it } from "vitest";

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
const changes = () =>
  here.calendar
    .calls()
    .filter(({ method }) => method === "POST")
    .map(({ path }) => path);

describe("what is changed there", () => {
  it("becomes a version here, in Cal.com's name, when it is looked for", async () => {
    const id = await createAppointment(here.salon);
    await sync();
    const [booking] = inCalendar(here.calendar);
    here.calendar.byHand.move(booking!.uid, { start: hours(3).toISOString() });
    await expect(sync(true)).resolves.toMatchObject({ adopted: 1 });

    expect(await syncOf(id)).toMatchObject({
      version: 2,
      startsAt: hours(3),
      syncStatus: "synced",
    });
    const [line] = await stored(
      "select action, actor_kind from appointment_audit_logs where appointment_id = $1 and version = 2",
      id,
    );
    expect(line).toEqual({ action: "rescheduled", actor_kind: "calcom" });
    await expect(sync(true)).resolves.toMatchObject({ adopted: 0 });
    expect(await syncOf(id)).toMatchObject({ version: 2 });
  });

  it("is not kept out by somebody's hold that has run out and is not swept yet", async () => {
    const id = await createAppointment(here.salon);
    await sync();
    await stored(
      `insert into appointment_reservations
         (company_id, type, staff_id, service_id, starts_at, ends_at, holder, expires_at)
       values ($1, 'new_booking', $2, $3, $4, $5, 'member:somebody', now() - interval '1 minute')`,
      here.salon.companyId,
      here.salon.staffIds[0],
      here.salon.serviceId,
      hours(3),
      hours(4),
    );
    const [booking] = inCalendar(here.calendar);
    here.calendar.byHand.move(booking!.uid, { start: hours(3).toISOString() });

    await expect(sync(true)).resolves.toMatchObject({ adopted: 1 });
    expect(await syncOf(id)).toMatchObject({ version: 2, startsAt: hours(3) });
  });

  it("cancels here, with their reason", async () => {
    const id = await createAppointment(here.salon);
    await sync();
    const [booking] = inCalendar(here.calendar);
    here.calendar.byHand.cancel(booking!.uid, { reason: "Lena ist krank" });
    await sync(true);

    expect(await syncOf(id)).toMatchObject({
      version: 2,
      status: "cancelled",
      syncStatus: "synced",
    });
    expect(
      await stored(
        "select cancelled_by_kind as kind, cancellation_reason as reason from appointments where id = $1",
        id,
      ),
    ).toEqual([{ kind: "calcom", reason: "Lena ist krank" }]);
  });

  it("gives way to what was saved here meanwhile, unless it was cancelled there", async () => {
    const [moved, gone] = [
      await createAppointment(here.salon),
      await createAppointment(here.salon, { startsAt: hours(4) }),
    ];
    await sync();
    const uidOf = async (id: string) => (await syncOf(id)).uid!;
    here.calendar.byHand.move(await uidOf(moved), { start: hours(1).toISOString() });
    here.calendar.byHand.cancel(await uidOf(gone));
    await move(moved, 1, hours(2));
    await move(gone, 1, hours(5));
    await sync(true);

    expect(await syncOf(moved)).toMatchObject({
      version: 2,
      startsAt: hours(2),
      syncStatus: "synced",
    });
    expect(await syncOf(gone)).toMatchObject({
      version: 3,
      status: "cancelled",
      syncStatus: "synced",
    });
    expect(inCalendar(here.calendar)).toMatchObject([{ start: hours(2).toISOString() }]);
  });

  it("waits for a person where the time is taken here", async () => {
    const id = await createAppointment(here.salon);
    await sync();
    await owner.query(
      "update calcom_connections set status = 'stopped', stop_reason = 'x', stopped_at = now() where company_id = $1",
      [here.salon.companyId],
    );
    await createAppointment(here.salon, { startsAt: hours(3) });
    await owner.query(
      "update calcom_connections set status = 'active', stop_reason = null, stopped_at = null where company_id = $1",
      [here.salon.companyId],
    );
    await owner.query(
      "delete from calcom_sync_queue where company_id = $1 and status = 'pending'",
      [here.salon.companyId],
    );
    const [booking] = inCalendar(here.calendar);
    here.calendar.byHand.move(booking!.uid, { start: hours(3).toISOString() });
    await sync(true);

    expect(await syncOf(id)).toMatchObject({
      version: 1,
      syncStatus: "manual_review",
      error: "overlap",
    });
    expect(
      await stored(
        "select problem from calcom_reviews where appointment_id = $1 and status = 'open'",
        id,
      ),
    ).toEqual([{ problem: "overlap" }]);
  });
});

describe("a booking made there", () => {
  const attendee = {
    name: "Marlene Fischer",
    email: "Marlene@example.org",
    timeZone: "Europe/Berlin",
  };

  it("becomes an appointment where service, host and customer are known", async () => {
    here.calendar.byHand.create({ start: hours(2).toISOString(), eventTypeId: 202, attendee });
    await sync(true);
    await sync(true);

    expect(
      await stored(
        `select starts_at, staff_id, version, calcom_sync_status as sync from appointments where company_id = $1`,
        here.salon.companyId,
      ),
    ).toEqual([
      { starts_at: hours(2), staff_id: here.salon.staffIds[1], version: 1, sync: "synced" },
    ]);
    expect(changes()).toEqual([]);
  });

  it("waits for a person where the customer is not", async () => {
    here.calendar.byHand.create({
      start: hours(2).toISOString(),
      eventTypeId: 202,
      attendee: { ...attendee, email: "neu@example.org" },
    });
    await sync(true);
    await sync(true);

    expect(
      await stored(
        "select problem, details->>'attendee' as who from calcom_reviews where company_id = $1",
        here.salon.companyId,
      ),
    ).toEqual([{ problem: "no-customer", who: "Marlene Fischer" }]);
  });

  it("is nobody's appointment because it says so: what a public page wrote there is not believed", async () => {
    const id = await createAppointment(here.salon);
    await sync();
    here.calendar.byHand.create({
      ...{ start: hours(2).toISOString(), eventTypeId: 202, attendee },
      metadata: { portalAppointment: id },
    });
    await sync(true);

    expect(await syncOf(id)).toMatchObject({
      version: 1,
      startsAt: STARTS_AT,
      syncStatus: "synced",
    });
  });
});

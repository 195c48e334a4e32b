import { beforeEach, describe, expect, it } from "vitest";

import { cancelAppointment } from "@/lib/appointments/service/cancel-appointment";
import { rescheduleAppointment } from "@/lib/appointments/service/reschedule-appointment";
import { inCalendar, syncOf } from "@/tests/support/calendar";
import { connectedSalon } from "@/tests/support/connected-salon";
import { owner } from "@/tests/support/database";
import { as, createAppointment, STARTS_AT } from "@/tests/support/salon";

const here = connectedSalon();
const { sync } = here;
const hours = (count: number) => new Date(STARTS_AT.getTime() + count * 3_600_000);
const jana = () => as(here.salon.companyId, here.salon.owner);
let id: string;

/** It stood in Cal.com, and was brought along from a file before the two were connected. */
beforeEach(async () => {
  id = await createAppointment(here.salon);
  await owner.query("delete from calcom_sync_queue where appointment_id = $1", [id]);
  await owner.query(
    `with one as (insert into imports (company_id, kind, format, file_name, status, applied_at, entries, created_by)
       select $1, 'appointments', 'ics', 'alt.ics', 'applied', now(), '[]', id from memberships
       where company_id = $1 limit 1 returning id)
     update appointments set import_id = one.id, calcom_sync_status = 'not_connected' from one
     where company_id = $1 and appointments.id = $2`,
    [here.salon.companyId, id],
  );
});

const stands = (attendee: { name: string; email: string }) =>
  here.calendar.byHand.create({
    ...{ start: STARTS_AT.toISOString(), eventTypeId: 201 },
    attendee: { ...attendee, timeZone: "Europe/Berlin" },
  });
const move = () =>
  rescheduleAppointment(jana(), {
    ...{ appointmentId: id, version: 1, startsAt: hours(2), staffId: here.salon.staffIds[0] },
    reason: "",
  });

describe("the first change of an imported appointment", () => {
  it.each([
    ["address", { name: "M. Fischer", email: "Marlene@Example.org" }],
    ["name", { name: "marlene fischer", email: "alt@example.org" }],
  ])("moves the booking that stands there, known by its %s", async (_by, attendee) => {
    const { uid } = stands(attendee);
    await move();
    await sync({ poll: false });

    expect(inCalendar(here.calendar)).toMatchObject([
      { rescheduledFromUid: uid, start: hours(2).toISOString() },
    ]);
    expect(await syncOf(id)).toMatchObject({ syncStatus: "synced", syncedVersion: 2 });
  });

  it("cancels the booking that stands there", async () => {
    stands({ name: "Marlene Fischer", email: "marlene@example.org" });
    await cancelAppointment(jana(), {
      ...{ appointmentId: id, version: 1, reason: "", category: "other" },
    });
    await sync({ poll: false });

    expect(inCalendar(here.calendar)).toEqual([]);
  });

  it("makes a booking where none stood", async () => {
    await move();
    await sync({ poll: false });

    expect(inCalendar(here.calendar)).toMatchObject([{ start: hours(2).toISOString() }]);
  });

  it("leaves another customer's booking alone", async () => {
    const { uid } = stands({ name: "Jemand Anderes", email: "jemand@example.org" });
    await move();
    await sync({ poll: false });

    expect(inCalendar(here.calendar).map((booking) => booking.uid)).toContain(uid);
    expect(inCalendar(here.calendar)).toHaveLength(2);
  });
});

import { beforeEach, describe, expect, it } from "vitest";

import { bookAppointment } from "@/lib/appointments/service/book-appointment";
import { cancelAppointment } from "@/lib/appointments/service/cancel-appointment";
import { rescheduleAppointment } from "@/lib/appointments/service/reschedule-appointment";
import { inCalendar, syncOf } from "@/tests/support/calendar";
import { connectedSalon } from "@/tests/support/connected-salon";
import { as, createAppointment, NOW, STARTS_AT, stored } from "@/tests/support/salon";

const hours = (count: number) => new Date(STARTS_AT.getTime() + count * 3_600_000);
let clock = NOW;
const here = connectedSalon({ now: () => clock, noticeMinutes: 120 });
const { sync } = here;

beforeEach(() => {
  clock = NOW;
});

const jana = () => as(here.salon.companyId, here.salon.owner, clock);
const move = (id: string, startsAt: Date) =>
  rescheduleAppointment(jana(), {
    ...{ appointmentId: id, version: 1, startsAt, staffId: here.salon.staffIds[0] },
    ...{ reason: "", notify: false },
  });
const mailsOf = (id: string) =>
  stored("select kind from appointment_email_queue where appointment_id = $1", id);
const reviews = () =>
  stored("select problem from calcom_reviews where company_id = $1", here.salon.companyId);

describe("what could not be told before it began", () => {
  it("stays as it was, and nobody gets a mail: the visit has taken place", async () => {
    const id = await createAppointment(here.salon);
    clock = hours(3);
    await sync();

    expect(await syncOf(id)).toMatchObject({
      ...{ status: "confirmed", version: 1, syncStatus: "synced", uid: null },
    });
    expect(inCalendar(here.calendar)).toEqual([]);
    expect(await mailsOf(id)).toEqual([]);
  });

  it("stays moved, once both times are over", async () => {
    const id = await createAppointment(here.salon);
    await sync();
    await move(id, hours(-1));
    clock = hours(3);
    await sync();

    expect(await syncOf(id)).toMatchObject({
      ...{ version: 2, startsAt: hours(-1), syncStatus: "synced" },
    });
    expect(await mailsOf(id)).toEqual([]);
    expect(await reviews()).toEqual([]);
  });

  it("is for a person to look at while its old time still stands in the calendar", async () => {
    const id = await createAppointment(here.salon);
    await sync();
    await move(id, hours(-1));
    clock = hours(-0.5);
    await sync();

    expect(await syncOf(id)).toMatchObject({ version: 2, startsAt: hours(-1) });
    expect(await reviews()).toEqual([{ problem: "refused" }]);
  });

  it("needs nobody where it was cancelled in time", async () => {
    const id = await createAppointment(here.salon);
    await sync();
    await cancelAppointment(jana(), {
      ...{ appointmentId: id, version: 1, reason: "", category: "other", notify: false },
    });
    clock = hours(3);
    await sync();

    expect(await syncOf(id)).toMatchObject({ status: "cancelled", syncStatus: "synced" });
    expect(await reviews()).toEqual([]);
  });
});

describe("an appointment that staff make at short notice, against a rule of the event type", () => {
  it("is not taken back: a person looks at it", async () => {
    clock = hours(-1);
    const { id } = await bookAppointment(jana(), {
      ...{ customerId: here.salon.customerId, serviceId: here.salon.serviceId },
      ...{ branchId: here.salon.branchId, staffId: here.salon.staffIds[0], startsAt: STARTS_AT },
      ...{ notes: "", reason: "", notify: false },
    });
    await sync();

    expect(await syncOf(id)).toMatchObject({ status: "confirmed", syncStatus: "manual_review" });
    expect(await reviews()).toEqual([{ problem: "refused" }]);
  });
});

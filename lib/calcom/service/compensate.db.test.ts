import { beforeEach, describe, expect, it } from "vitest";

import { rescheduleAppointment } from "@/lib/appointments/service/reschedule-appointment";
import { compensate } from "@/lib/calcom/service/compensate";
import { loadSubject } from "@/lib/calcom/service/load-subject";
import { asCalendar, syncOf } from "@/tests/support/calendar";
import { connectedSalon } from "@/tests/support/connected-salon";
import { as, createAppointment, NOW, STARTS_AT, stored } from "@/tests/support/salon";

const hours = (count: number) => new Date(STARTS_AT.getTime() + count * 3_600_000);
let clock = NOW;
const here = connectedSalon({ now: () => clock });

beforeEach(() => {
  clock = NOW;
});

const reviews = () =>
  stored("select problem from calcom_reviews where company_id = $1", here.salon.companyId);
const mailsOf = (id: string) =>
  stored("select kind from appointment_email_queue where appointment_id = $1", id);

/** What a refusal comes to that is heard of at this moment. */
async function refuse(appointmentId: string, at: Date): Promise<void> {
  const ctx = asCalendar(here.salon, at);
  await ctx.transaction(async (db) => {
    const subject = await loadSubject(ctx, db, { appointmentId, lock: true });
    await compensate(ctx, db, { subject: subject!, booking: null });
  });
}

describe("a new appointment that the calendar refuses", () => {
  it("is cancelled while it is still to come", async () => {
    const id = await createAppointment(here.salon);
    await refuse(id, hours(-1));

    expect(await syncOf(id)).toMatchObject({ status: "cancelled", version: 2 });
    expect(await reviews()).toEqual([]);
  });

  it("stands once it has begun, and a person looks at it", async () => {
    const id = await createAppointment(here.salon);
    await refuse(id, STARTS_AT);

    expect(await syncOf(id)).toMatchObject({ status: "confirmed", version: 1 });
    expect(await reviews()).toEqual([{ problem: "refused" }]);
    expect(await mailsOf(id)).toEqual([]);
  });
});

describe("a move that the calendar refuses", () => {
  const moveIntoTaken = async () => {
    const id = await createAppointment(here.salon);
    await here.sync();
    await rescheduleAppointment(as(here.salon.companyId, here.salon.owner, clock), {
      ...{ appointmentId: id, version: 1, startsAt: hours(4), staffId: here.salon.staffIds[0] },
      ...{ reason: "", notify: false },
    });
    here.calendar.byHand.create({
      ...{ start: hours(4).toISOString(), eventTypeId: 201 },
      attendee: { name: "Jemand", email: "jemand@example.org", timeZone: "Europe/Berlin" },
    });

    return id;
  };

  it("is taken back while the time that it had is still to come", async () => {
    const id = await moveIntoTaken();
    clock = hours(-1);
    await here.sync({ poll: false });

    expect(await syncOf(id)).toMatchObject({ version: 3, startsAt: STARTS_AT });
    expect(await reviews()).toEqual([]);
  });

  it("is never taken back to a time that has gone by: a person looks at it", async () => {
    const id = await moveIntoTaken();
    clock = hours(1);
    await here.sync({ poll: false });

    expect(await syncOf(id)).toMatchObject({ version: 2, startsAt: hours(4) });
    expect(await reviews()).toEqual([{ problem: "refused" }]);
    expect(await mailsOf(id)).toEqual([]);
  });
});

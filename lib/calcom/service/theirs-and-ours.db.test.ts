import { describe, expect, it } from "vitest";

import { bookAppointment } from "@/lib/appointments/service/book-appointment";
import { rescheduleAppointment } from "@/lib/appointments/service/reschedule-appointment";
import { inCalendar, syncOf } from "@/tests/support/calendar";
import { connectedSalon } from "@/tests/support/connected-salon";
import { owner } from "@/tests/support/database";
import { addMember, as, createAppointment, STARTS_AT, stored } from "@/tests/support/salon";

const here = connectedSalon();
const { sync } = here;
const hours = (count: number) => new Date(STARTS_AT.getTime() + count * 3_600_000);

async function inStep(): Promise<{ id: string; uid: string }> {
  const id = await createAppointment(here.salon);
  await sync();

  return { id, uid: (await syncOf(id)).uid! };
}
const lapsedHold = () =>
  owner.query(
    `insert into appointment_reservations
       (company_id, type, staff_id, service_id, starts_at, ends_at, holder, expires_at)
     values ($1, 'new_booking', $2, $3, $4, $5, 'member:somebody', now() - interval '1 minute')`,
    [here.salon.companyId, here.salon.staffIds[0], here.salon.serviceId, hours(3), hours(4)],
  );

describe("what is taken over from Cal.com", () => {
  it("is the time, not the length: how long it takes is said by our service", async () => {
    await owner.query("update services set duration_minutes = 60 where company_id = $1", [
      here.salon.companyId,
    ]);
    const { id } = await bookAppointment(as(here.salon.companyId, here.salon.owner), {
      ...{ customerId: here.salon.customerId, serviceId: here.salon.serviceId },
      ...{ branchId: here.salon.branchId, staffId: here.salon.staffIds[0] },
      ...{ startsAt: STARTS_AT, notes: "", reason: "" },
    });
    await sync();
    here.calendar.byHand.move((await syncOf(id)).uid!, { start: hours(3).toISOString() });
    await sync();

    expect(await stored("select starts_at, ends_at from appointments where id = $1", id)).toEqual([
      { starts_at: hours(3), ends_at: hours(4) },
    ]);
  });

  it("is why somebody has moved it", async () => {
    const { id, uid } = await inStep();
    here.calendar.byHand.move(uid, { start: hours(3).toISOString(), reason: "Lena ist krank" });
    await sync();

    const told = `select l.reason as logged, q.snapshot->>'reason' as mailed
      from appointment_audit_logs l join appointment_email_queue q on q.appointment_id = l.appointment_id
      where l.appointment_id = $1 and l.version = 2 and q.audience = 'customer'`;
    expect(await stored(told, id)).toEqual([
      { logged: "Lena ist krank", mailed: "Lena ist krank" },
    ]);
  });

  it("is a booking made again, although somebody's hold there has run out and is not swept yet", async () => {
    const { id, uid } = await inStep();
    await owner.query(
      "update appointments set new_time_asked_at = now(), new_time_reason = 'Krank' where id = $1",
      [id],
    );
    here.calendar.byHand.cancel(uid, { requestReschedule: true });
    await sync();
    await lapsedHold();
    here.calendar.byHand.move(uid, { start: hours(3).toISOString() });
    await sync();

    expect(await syncOf(id)).toMatchObject({ status: "confirmed", startsAt: hours(3) });
    const asked = "select new_time_asked_at as asked from appointments where id = $1";
    expect(await stored(asked, id)).toEqual([{ asked: null }]);
  });
});

describe("a move that Cal.com refuses", () => {
  it("is explained to the customer and to staff in the language of each", async () => {
    await addMember(here.salon.companyId, "staff", { staffId: here.salon.staffIds[0] });
    await owner.query("update customers set locale = 'en' where id = $1", [here.salon.customerId]);
    const { id } = await inStep();
    here.calendar.byHand.create({
      ...{ start: hours(2).toISOString(), eventTypeId: 201 },
      attendee: { name: "Jemand", email: "jemand@example.org", timeZone: "Europe/Berlin" },
    });
    await rescheduleAppointment(as(here.salon.companyId, here.salon.owner), {
      ...{ appointmentId: id, version: 1, startsAt: hours(2), staffId: here.salon.staffIds[0] },
      reason: "",
    });
    await sync({ poll: false });

    const reasons = `select audience, snapshot->>'reason' as reason from appointment_email_queue
      where appointment_id = $1 and (snapshot->>'version')::int = 3 order by audience`;
    const [customers, staffs] = (await stored(reasons, id)).map(({ reason }) => String(reason));
    expect(customers).toMatch(/next free times/i);
    expect(staffs).toContain("Nächste freie Zeiten");
    expect(inCalendar(here.calendar)).toHaveLength(2);
  });
});

describe("a booking of one of several who share an address", () => {
  const share = (name: string) =>
    owner.query(
      "insert into customers (company_id, name, email, email_normalised) values ($1, $2, 'familie@example.org', 'familie@example.org')",
      [here.salon.companyId, name],
    );
  const book = (name: string) =>
    here.calendar.byHand.create({
      ...{ start: hours(2).toISOString(), eventTypeId: 201 },
      attendee: { name, email: "familie@example.org", timeZone: "Europe/Berlin" },
    });
  const whose = () =>
    stored(
      "select c.name from appointments a join customers c on c.id = a.customer_id where a.company_id = $1",
      here.salon.companyId,
    );

  it("is theirs whose name it bears", async () => {
    await share("Marlene Wolf");
    await share("Emil Wolf");
    book("emil wolf");
    await sync();

    expect(await whose()).toEqual([{ name: "Emil Wolf" }]);
  });

  it("is for a person to place where it bears nobody's", async () => {
    await share("Marlene Wolf");
    await share("Emil Wolf");
    book("Familie Wolf");
    await sync();

    expect(await whose()).toEqual([]);
    expect(
      await stored(
        "select problem from calcom_reviews where company_id = $1",
        here.salon.companyId,
      ),
    ).toEqual([{ problem: "no-customer" }]);
  });
});

import { describe, expect, it } from "vitest";

import { bookAppointment } from "@/lib/appointments/service/book-appointment";
import { takeStep } from "@/lib/appointments/service/take-step";
import { inCalendar, syncOf } from "@/tests/support/calendar";
import { connectedSalon } from "@/tests/support/connected-salon";
import { owner } from "@/tests/support/database";
import { as, STARTS_AT, stored } from "@/tests/support/salon";

const here = connectedSalon({ requiresConfirmation: true });

const jana = () => as(here.salon.companyId, here.salon.owner);
const sync = (poll = true) => here.sync({ poll });
const customersMails = async (id: string) =>
  (
    await stored(
      "select kind from appointment_email_queue where appointment_id = $1 and audience = 'customer' order by created_at",
      id,
    )
  ).map(({ kind }) => kind);

/** A customer asks for a time on their page. */
async function request(): Promise<{ id: string; uid: string }> {
  await owner.query(
    "update customers set email = 'marlene@example.org', email_normalised = 'marlene@example.org' where id = $1",
    [here.salon.customerId],
  );
  const { uid } = here.calendar.byHand.create({
    ...{ start: STARTS_AT.toISOString(), eventTypeId: 201 },
    attendee: { name: "Marlene Fischer", email: "marlene@example.org", timeZone: "Europe/Berlin" },
  });
  await sync();
  const [row] = await stored(
    "select id from appointments where company_id = $1",
    here.salon.companyId,
  );

  return { id: String(row?.["id"]), uid };
}

describe("a booking that waits for its host's yes", () => {
  it("is a request here, and nobody is told that it stands", async () => {
    const { id } = await request();

    expect(await syncOf(id)).toMatchObject({ status: "pending", version: 1, syncStatus: "synced" });
    expect(await customersMails(id)).toEqual([]);
  });

  it("stands once the host has said yes there", async () => {
    const { id, uid } = await request();
    here.calendar.byHand.confirm(uid);
    await sync();
    await sync();

    expect(await syncOf(id)).toMatchObject({
      ...{ status: "confirmed", version: 2, syncStatus: "synced", syncedVersion: 2 },
    });
    expect(await customersMails(id)).toEqual(["booked"]);
    const who = "select action, actor_kind as who from appointment_audit_logs";
    expect(await stored(`${who} where appointment_id = $1 and version = 2`, id)).toEqual([
      { action: "status_changed", who: "calcom" },
    ]);
  });

  it("stands there once somebody has said yes here", async () => {
    const { id, uid } = await request();
    await takeStep(jana(), { appointmentId: id, version: 1, step: "confirm", reason: "" });
    await sync();

    expect(inCalendar(here.calendar)).toMatchObject([{ uid }]);
    expect(await syncOf(id)).toMatchObject({ status: "confirmed", version: 2, syncedVersion: 2 });
    expect(await customersMails(id)).toEqual(["booked"]);
  });

  it("is called off here when the host says no there", async () => {
    const { id, uid } = await request();
    here.calendar.byHand.reject(uid, { reason: "Leider voll" });
    await sync();

    expect(await syncOf(id)).toMatchObject({ status: "cancelled", version: 2 });
  });
});

describe("what was booked here with an event type that wants its host's yes", () => {
  const book = () =>
    bookAppointment(jana(), {
      ...{
        customerId: here.salon.customerId,
        serviceId: here.salon.serviceId,
        branchId: here.salon.branchId,
      },
      ...{ staffId: here.salon.staffIds[0], startsAt: STARTS_AT, notes: "", reason: "" },
    });

  it("is confirmed there at once: the yes was given here", async () => {
    const { id } = await book();
    await sync(false);

    expect(inCalendar(here.calendar)).toHaveLength(1);
    expect(await syncOf(id)).toMatchObject({ status: "confirmed", syncStatus: "synced" });
  });

  it("is not made twice when the answer to the yes is lost", async () => {
    const { id } = await book();
    here.calendar.faults.add({ kind: "lost", method: "POST", path: "/confirm", count: 1 });
    await sync(false);
    await owner.query(
      "update calcom_sync_queue set next_attempt_at = now() where company_id = $1 and status = 'pending'",
      [here.salon.companyId],
    );
    await sync(false);

    expect(here.calendar.bookings()).toHaveLength(1);
    expect(await syncOf(id)).toMatchObject({ status: "confirmed", syncStatus: "synced" });
  });
});

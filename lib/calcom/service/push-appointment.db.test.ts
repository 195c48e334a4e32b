import { describe, expect, it } from "vitest";

import { rescheduleAppointment } from "@/lib/appointments/service/reschedule-appointment";
import { settleDrift } from "@/lib/calcom/service/settle-drift";
import { behindLock, behindOthers } from "@/tests/support/behind-lock";
import { inCalendar, syncOf } from "@/tests/support/calendar";
import { connectedSalon } from "@/tests/support/connected-salon";
import { owner } from "@/tests/support/database";
import { as, createAppointment, STARTS_AT, stored } from "@/tests/support/salon";

const here = connectedSalon();
const { sync } = here;

const hours = (count: number) => new Date(STARTS_AT.getTime() + count * 3_600_000);

/** It was made there, and nobody here has heard of it. */
async function madeUnheard(): Promise<{ id: string; uid: string }> {
  const id = await createAppointment(here.salon);
  here.calendar.faults.add({ kind: "lost", method: "POST", count: 1 });
  here.calendar.faults.add({ kind: "status", status: 503, method: "GET", count: 0 });
  await sync();
  here.calendar.faults.clear();
  const [unheard] = inCalendar(here.calendar);

  return { id, uid: unheard!.uid };
}
const due = (id: string) =>
  owner.query("update calcom_sync_queue set next_attempt_at = now() where appointment_id = $1", [
    id,
  ]);
const move = (id: string, startsAt: Date, staffId = here.salon.staffIds[0]) =>
  rescheduleAppointment(as(here.salon.companyId, here.salon.owner), {
    ...{ appointmentId: id, version: 1, startsAt, staffId, reason: "" },
  });

describe("an appointment that is told", () => {
  it("is made once, also when its answer was lost until nobody tried again, and a person sends it anew", async () => {
    const id = await createAppointment(here.salon);
    here.calendar.faults.add({ kind: "lost", method: "POST", count: 1 });
    here.calendar.faults.add({ kind: "status", status: 503, method: "GET", count: 0 });
    await owner.query("update calcom_sync_queue set max_attempts = 1 where appointment_id = $1", [
      id,
    ]);
    await sync();
    expect(await syncOf(id)).toMatchObject({ syncStatus: "failed", uid: null });
    here.calendar.faults.clear();
    await settleDrift(as(here.salon.companyId, here.salon.owner), {
      ...{ appointmentId: id, version: 1, side: "ours" },
    });
    await sync();

    expect(inCalendar(here.calendar)).toHaveLength(1);
    expect(await syncOf(id)).toMatchObject({ syncStatus: "synced", syncedVersion: 1 });
    const history = `select action, actor_kind as who, version from appointment_audit_logs
      where appointment_id = $1 and action like 'calcom%' order by created_at`;
    expect(await stored(history, id)).toEqual([
      { action: "calcom_sync_failed", who: "calcom", version: null },
      { action: "calcom_synced", who: "calcom", version: null },
    ]);
  });

  it("is made anew where it was cancelled there before we knew of it, and stays", async () => {
    const { id, uid } = await madeUnheard();
    here.calendar.byHand.cancel(uid, { reason: "Von Hand" });
    await due(id);
    await sync();
    await sync();

    const [booking] = inCalendar(here.calendar);
    expect(booking!.uid).not.toBe(uid);
    expect(await syncOf(id)).toMatchObject({
      ...{ status: "confirmed", version: 1, syncStatus: "synced", uid: booking!.uid },
    });
  });

  it("is found there though another person has it here by now", async () => {
    const { id } = await madeUnheard();
    await move(id, hours(1), here.salon.staffIds[1]);
    await sync();

    expect(inCalendar(here.calendar)).toMatchObject([
      { eventTypeId: 202, start: hours(1).toISOString() },
    ]);
    expect(await syncOf(id)).toMatchObject({ syncStatus: "synced", syncedVersion: 2 });
  });

  it("is found there though the customer's address has been corrected since", async () => {
    const { id, uid } = await madeUnheard();
    await owner.query(
      "update customers set email = 'm@example.org', email_normalised = 'm@example.org' where id = $1",
      [here.salon.customerId],
    );
    await due(id);
    await sync({ poll: false });

    expect(await syncOf(id)).toMatchObject({ status: "confirmed", syncStatus: "synced", uid });
    expect(inCalendar(here.calendar)).toHaveLength(1);
  });

  it("is read first when it is changed after it was given up", async () => {
    const { id, uid } = await madeUnheard();
    await owner.query(
      `update calcom_sync_queue set status = 'failed', settled_at = now(), next_attempt_at = null
       where appointment_id = $1`,
      [id],
    );
    await move(id, hours(2));
    await sync({ poll: false });

    expect(inCalendar(here.calendar)).toMatchObject([
      { rescheduledFromUid: uid, start: hours(2).toISOString() },
    ]);
    expect(await syncOf(id)).toMatchObject({ syncStatus: "synced", syncedVersion: 2 });
  });

  it("is told once its booking is found, though nobody tried any more", async () => {
    const { id, uid } = await madeUnheard();
    await owner.query(
      `update calcom_sync_queue set status = 'failed', settled_at = now(), next_attempt_at = null
       where appointment_id = $1`,
      [id],
    );
    here.calendar.byHand.move(uid, { start: hours(2).toISOString() });
    await sync();
    await sync();

    expect(inCalendar(here.calendar)).toMatchObject([{ start: STARTS_AT.toISOString() }]);
    expect(await syncOf(id)).toMatchObject({ syncStatus: "synced", version: 1 });
  });

  it("is told again where it has been moved while we talked", async () => {
    const id = await createAppointment(here.salon);
    const startsAt = hours(3);
    const [, told] = await behindLock({ table: "appointments", id, waiting: 2 }, () =>
      Promise.all([move(id, startsAt), behindOthers(1, sync)]),
    );

    expect(told).toMatchObject({ waiting: 0 });
    expect(here.calendar.calls().filter(({ method }) => method === "POST")).toHaveLength(2);
    expect(inCalendar(here.calendar)).toMatchObject([{ start: startsAt.toISOString() }]);
    expect(await syncOf(id)).toMatchObject({ syncStatus: "synced", syncedVersion: 2 });
  });

  it("takes the person's own event type before one of the service for everybody", async () => {
    await owner.query(
      "update calcom_event_types set staff_id = null where company_id = $1 and event_type_id = 202",
      [here.salon.companyId],
    );
    await createAppointment(here.salon);
    await createAppointment(here.salon, { startsAt: hours(2), staffId: here.salon.staffIds[1] });
    await sync();

    expect(inCalendar(here.calendar).map(({ eventTypeId }) => eventTypeId)).toEqual([201, 202]);
  });

  it("is put before a person where the calendar has given it to somebody else", async () => {
    await owner.query(
      "update calcom_hosts set email_normalised = 'vertretung@example.org' where staff_id = $1",
      [here.salon.staffIds[0]],
    );
    const id = await createAppointment(here.salon);
    await sync();

    expect(await syncOf(id)).toMatchObject({ syncStatus: "manual_review", error: "other-host" });
    const problems = "select problem from calcom_reviews where appointment_id = $1";
    expect(await stored(problems, id)).toEqual([{ problem: "other-host" }]);
    expect(inCalendar(here.calendar)).toHaveLength(1);
  });
});

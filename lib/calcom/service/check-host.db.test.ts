import { createHmac } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";

import { compareCalendars } from "@/lib/calcom/service/compare-calendars";
import { receiveWebhook } from "@/lib/calcom/service/receive-webhook";
import { settleDrift } from "@/lib/calcom/service/settle-drift";
import { asCalendar, syncOf, WEBHOOK_SECRET } from "@/tests/support/calendar";
import { connectedSalon } from "@/tests/support/connected-salon";
import { owner } from "@/tests/support/database";
import { findDisagreements } from "@/tests/support/find-disagreements";
import { as, createAppointment, NOW, STARTS_AT, stored } from "@/tests/support/salon";

/** No two changes there are of one instant. */
let ticks = 0;
const here = connectedSalon({ now: () => new Date(NOW.getTime() + (ticks += 1)) });
const { sync } = here;
/** At Cal.com. */
const [LENA, MEHMET] = [1, 2];
let id: string;
let uid: string;

beforeEach(async () => {
  id = await createAppointment(here.salon);
  await sync();
  uid = (await syncOf(id)).uid!;
});

const jana = () => as(here.salon.companyId, here.salon.owner);
const reviews = () =>
  stored("select problem, status from calcom_reviews where appointment_id = $1", id);

const withWhom = () => stored("select staff_id, version from appointments where id = $1", id);
/** One event type of both, that may give a booking to either. */
const shareEventType = async () => {
  await owner.query("delete from calcom_event_types where staff_id = $1", [here.salon.staffIds[1]]);
  await owner.query("update calcom_event_types set staff_id = null where company_id = $1", [
    here.salon.companyId,
  ]);
};
const somebodyElse = async () => {
  const { rows } = await owner.query<{ id: string }>(
    "insert into customers (company_id, name) values ($1, 'Karim Bauer') returning id",
    [here.salon.companyId],
  );

  return rows[0]!.id;
};
const lastChange = () =>
  stored(
    `select l.action, l.new_values->'staff'->>'id' as to,
       array(select audience from appointment_email_queue q where q.appointment_id = l.appointment_id
         and (q.snapshot->>'version')::int = l.version order by audience) as mails
     from appointment_audit_logs l where l.appointment_id = $1 and l.version = 2`,
    id,
  );

describe("a booking that somebody else has there", () => {
  it("is put before a person when a webhook tells of it", async () => {
    here.calendar.byHand.reassign(uid, MEHMET);
    const envelope = { triggerEvent: "BOOKING_REASSIGNED", createdAt: NOW, payload: { uid } };
    const body = Buffer.from(JSON.stringify(envelope));
    const signature = createHmac("sha256", WEBHOOK_SECRET).update(body).digest("hex");
    await receiveWebhook(asCalendar(here.salon, NOW), { body, signature });
    await sync({ poll: false });

    expect(await syncOf(id)).toMatchObject({ syncStatus: "manual_review", error: "other-host" });
    expect(await reviews()).toEqual([{ problem: "other-host", status: "open" }]);
  });

  it("is put before a person when it is looked for, once", async () => {
    here.calendar.byHand.reassign(uid, MEHMET);
    expect(await findDisagreements(here.salon)).toEqual([`${id} with another person`]);
    await sync();
    await sync();

    expect(await reviews()).toEqual([{ problem: "other-host", status: "open" }]);
  });

  it("is put before a person when it was moved there, too", async () => {
    const startsAt = new Date(STARTS_AT.getTime() + 3_600_000);
    here.calendar.byHand.move(uid, { start: startsAt.toISOString(), hostId: MEHMET });
    await sync();

    expect(await syncOf(id)).toMatchObject({ version: 2, startsAt, error: "other-host" });
    expect(await reviews()).toEqual([{ problem: "other-host", status: "open" }]);
  });

  it("is no question any more once it is back", async () => {
    here.calendar.byHand.reassign(uid, MEHMET);
    await sync();
    here.calendar.byHand.reassign(uid, LENA);
    await sync();

    expect(await syncOf(id)).toMatchObject({ version: 1, syncStatus: "synced" });
    expect(await reviews()).toEqual([{ problem: "other-host", status: "settled" }]);
  });

  it("is theirs here as well when somebody takes over what stands there, and both are told", async () => {
    await shareEventType();
    here.calendar.byHand.reassign(uid, MEHMET);
    await sync();
    await settleDrift(jana(), { appointmentId: id, version: 1, side: "theirs" });
    await sync();

    expect(await withWhom()).toEqual([{ staff_id: here.salon.staffIds[1], version: 2 }]);
    expect(await syncOf(id)).toMatchObject({ syncStatus: "synced", uid });
    expect(await findDisagreements(here.salon)).toEqual([]);
    expect(await lastChange()).toMatchObject([
      { action: "staff_changed", to: here.salon.staffIds[1], mails: ["customer"] },
    ]);
  });

  it("is taken over with its time, in one version", async () => {
    const startsAt = new Date(STARTS_AT.getTime() + 3_600_000);
    await shareEventType();
    await createAppointment(here.salon, { startsAt, customerId: await somebodyElse() });
    here.calendar.byHand.move(uid, { start: startsAt.toISOString(), hostId: MEHMET });
    await sync();
    expect(await syncOf(id)).toMatchObject({ version: 1, syncStatus: "manual_review" });
    await settleDrift(jana(), { appointmentId: id, version: 1, side: "theirs" });
    await sync();

    expect(await withWhom()).toEqual([{ staff_id: here.salon.staffIds[1], version: 2 }]);
    expect(await syncOf(id)).toMatchObject({ startsAt, syncStatus: "synced" });
    expect(await lastChange()).toMatchObject([
      { action: "rescheduled", to: here.salon.staffIds[1], mails: ["customer"] },
    ]);
  });

  it("stays where it is when nobody here is that host, and is not asked about again", async () => {
    await owner.query("delete from staff_services where staff_id = $1", [here.salon.staffIds[1]]);
    here.calendar.byHand.reassign(uid, MEHMET);
    await sync();
    await settleDrift(jana(), { appointmentId: id, version: 1, side: "theirs" });
    here.calendar.byHand.markNoShow(uid);
    await sync();

    expect(await syncOf(id)).toMatchObject({ version: 1, syncStatus: "synced" });
  });

  it("is a difference when both sides are compared", async () => {
    here.calendar.byHand.reassign(uid, MEHMET);

    expect((await compareCalendars(jana())).drifts).toMatchObject([
      { appointmentId: id, isWithOtherHost: true, theirs: { startsAt: STARTS_AT } },
    ]);
  });
});

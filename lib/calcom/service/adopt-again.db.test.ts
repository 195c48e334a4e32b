import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";

import { SlotTaken } from "@/lib/appointments/errors";
import { cancelAppointment } from "@/lib/appointments/service/cancel-appointment";
import { getSyncPanel } from "@/lib/calcom/service/get-sync-panel";
import { receiveWebhook } from "@/lib/calcom/service/receive-webhook";
import { settleDrift } from "@/lib/calcom/service/settle-drift";
import { syncCompany } from "@/lib/calcom/service/sync-company";
import { asCalendar, inCalendar, syncOf, WEBHOOK_SECRET } from "@/tests/support/calendar";
import { connectedSalon } from "@/tests/support/connected-salon";
import { owner } from "@/tests/support/database";
import { as, createAppointment, NOW, STARTS_AT, stored } from "@/tests/support/salon";

const here = connectedSalon();
const { sync } = here;

const hours = (count: number) => new Date(STARTS_AT.getTime() + count * 3_600_000);
const jana = () => as(here.salon.companyId, here.salon.owner);

/** Cal.com tells of a booking, and we look at that alone. */
async function hear(uid: string): Promise<void> {
  const envelope = { triggerEvent: "BOOKING_RESCHEDULED", createdAt: NOW, payload: { uid } };
  const body = Buffer.from(JSON.stringify(envelope));
  const signature = createHmac("sha256", WEBHOOK_SECRET).update(body).digest("hex");
  await receiveWebhook(asCalendar(here.salon, NOW), { body, signature });
  await syncCompany(asCalendar(here.salon, NOW), { deadline: new Date(Date.now() + 20_000) });
}
const HEARD = [
  ["a webhook", hear],
  ["looking for it", sync],
] as const;

/** The host asks for another time, and the customer takes one. */
function askAgain(uid: string): () => { uid: string } {
  here.calendar.byHand.cancel(uid, { requestReschedule: true });

  return () =>
    here.calendar.byHand.move(uid, {
      ...{ start: hours(3).toISOString(), by: "marlene@example.org" },
    });
}

async function inStep(): Promise<{ id: string; uid: string }> {
  const id = await createAppointment(here.salon);
  await sync();

  return { id, uid: (await syncOf(id)).uid! };
}

async function cancelledHereAndMadeAgain(): Promise<{ id: string; uid: string }> {
  const { id, uid } = await inStep();
  await cancelAppointment(jana(), { appointmentId: id, version: 1, reason: "" });
  await sync();
  const made = here.calendar.byHand.move(uid, { start: hours(3).toISOString() });
  await sync();

  return { id, uid: made.uid };
}
const settle = (appointmentId: string, side: "ours" | "theirs") =>
  settleDrift(jana(), { appointmentId, version: 2, side });

describe("a booking made again after its host asked for another time", () => {
  it.each(HEARD)("is the appointment's from then on, heard of by %s", async (_how, listen) => {
    const { id, uid } = await inStep();
    const choose = askAgain(uid);
    await listen(uid);
    expect(await syncOf(id)).toMatchObject({ version: 2, status: "cancelled" });
    const made = choose();
    await listen(made.uid);
    await sync();

    expect(await syncOf(id)).toMatchObject({
      ...{ version: 3, status: "confirmed", startsAt: hours(3) },
      ...{ syncStatus: "synced", syncedVersion: 3, uid: made.uid },
    });
    expect(inCalendar(here.calendar)).toMatchObject([{ uid: made.uid }]);
    const line = "select action, actor_kind as who from appointment_audit_logs";
    expect(await stored(`${line} where appointment_id = $1 and version = 3`, id)).toEqual([
      { action: "restored", who: "calcom" },
    ]);
    const mails = `select kind, snapshot->>'startsAt' as at from appointment_email_queue
      where appointment_id = $1 and audience = 'customer' order by created_at desc, id desc limit 1`;
    expect(await stored(mails, id)).toEqual([{ kind: "restored", at: hours(3).toISOString() }]);
  });

  it("is a move where nobody here had heard of the cancellation", async () => {
    const { id, uid } = await inStep();
    const made = askAgain(uid)();
    await sync();

    expect(await syncOf(id)).toMatchObject({ version: 2, startsAt: hours(3), uid: made.uid });
    expect(inCalendar(here.calendar)).toMatchObject([{ uid: made.uid }]);
  });

  it("waits for a person, and stays there, where its time is taken here", async () => {
    const { id, uid } = await inStep();
    const choose = askAgain(uid);
    await sync();
    const made = choose();
    // A break here that Cal.com has not heard of.
    await owner.query(
      `insert into slot_claims (company_id, claimant_id, staff_id, during, appointment_id)
       select company_id, gen_random_uuid(), staff_id,
         tstzrange($2, $2::timestamptz + interval '1 hour'), gen_random_uuid()
       from appointments where id = $1`,
      [id, hours(3)],
    );
    await sync();

    expect(await syncOf(id)).toMatchObject({ status: "cancelled", error: "overlap" });
    expect(inCalendar(here.calendar).map(({ uid: there }) => there)).toContain(made.uid);
    await expect(settle(id, "theirs")).rejects.toThrow(SlotTaken);
  });
});

describe("a booking made again out of an appointment that was cancelled here", () => {
  it("stays there, and waits for a person", async () => {
    const { id, uid } = await cancelledHereAndMadeAgain();
    await sync();

    expect(await syncOf(id)).toMatchObject({
      ...{ version: 2, status: "cancelled", syncStatus: "manual_review", error: "made-again" },
    });
    expect(inCalendar(here.calendar)).toMatchObject([{ uid }]);
    expect((await getSyncPanel(jana()))?.reviews).toMatchObject([
      { problem: "made-again", appointment: { id } },
    ]);
  });

  it("is taken up again when a person says so", async () => {
    const { id, uid } = await cancelledHereAndMadeAgain();
    await settle(id, "theirs");
    await sync();

    expect(await syncOf(id)).toMatchObject({
      ...{ version: 3, status: "confirmed", startsAt: hours(3), syncStatus: "synced", uid },
    });
    expect(inCalendar(here.calendar)).toMatchObject([{ uid }]);
  });

  it("is cancelled there when a person says so", async () => {
    const { id } = await cancelledHereAndMadeAgain();
    await settle(id, "ours");
    await sync();

    expect(await syncOf(id)).toMatchObject({ status: "cancelled", syncStatus: "synced" });
    expect(inCalendar(here.calendar)).toEqual([]);
  });
});

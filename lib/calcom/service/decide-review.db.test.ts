import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { AppointmentChanged, SlotTaken } from "@/lib/appointments/errors";
import { cancelAppointment } from "@/lib/appointments/service/cancel-appointment";
import { BookingNotPlaceable, ReviewDecided } from "@/lib/calcom/errors";
import { compareCalendars } from "@/lib/calcom/service/compare-calendars";
import { decideReview } from "@/lib/calcom/service/decide-review";
import { getSyncPanel } from "@/lib/calcom/service/get-sync-panel";
import { replayWebhook } from "@/lib/calcom/service/replay-webhook";
import { resetBreaker } from "@/lib/calcom/service/reset-breaker";
import { settleDrift } from "@/lib/calcom/service/settle-drift";
import { syncCompany } from "@/lib/calcom/service/sync-company";
import { takeUnknown } from "@/lib/calcom/service/take-unknown";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import type { CalcomSimulator } from "@/scripts/simulators/calcom/server.mjs";
import {
  asCalendar,
  type ConnectedSalon,
  createConnectedSalon,
  inCalendar,
  startCalendar,
  syncOf,
} from "@/tests/support/calendar";
import { owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createAppointment,
  createSalon,
  NOW,
  STARTS_AT,
  stored,
} from "@/tests/support/salon";

let calendar: CalcomSimulator;
let salon: ConnectedSalon;

beforeAll(async () => {
  calendar = await startCalendar(() => NOW);
});
afterAll(() => calendar.stop());
beforeEach(async () => {
  calendar.reset();
  salon = await createConnectedSalon(calendar);
});

const jana = () => as(salon.companyId, salon.owner);
const hours = (count: number) => new Date(STARTS_AT.getTime() + count * 3_600_000);
const sync = () =>
  syncCompany(asCalendar(salon, NOW), { deadline: new Date(Date.now() + 20_000), poll: true });
const attendee = { name: "Nora Neu", email: "nora@example.org", timeZone: "Europe/Berlin" };
const theyBook = (start = hours(2), eventTypeId = 201) =>
  calendar.byHand.create({ start: start.toISOString(), eventTypeId, attendee });

async function openReviewId(): Promise<string> {
  const [review] = (await getSyncPanel(jana()))!.reviews;

  return review!.id;
}
const decide = (reviewId: string, decision: "link" | "import" | "ignore", reference = "") =>
  decideReview(jana(), { reviewId, decision, reference });

describe("a booking that nobody here could place", () => {
  it("becomes an appointment with its customer, once", async () => {
    theyBook();
    await sync();
    const id = await openReviewId();
    const outcomes = await Promise.allSettled([decide(id, "import"), decide(id, "import")]);

    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(
      await stored(
        `select c.name, a.starts_at, a.calcom_sync_status as sync from appointments a
         join customers c on c.company_id = a.company_id and c.id = a.customer_id where a.company_id = $1`,
        salon.companyId,
      ),
    ).toEqual([{ name: "Nora Neu", starts_at: hours(2), sync: "synced" }]);
    expect((await getSyncPanel(jana()))?.reviews).toEqual([]);
  });

  it("is this appointment: what we have counts, and the calendar follows", async () => {
    const { uid } = theyBook();
    await sync();
    const ours = await createAppointment(salon, { startsAt: hours(3) });
    const [row] = await stored("select reference from appointments where id = $1", ours);
    await owner.query("update appointments set reference = upper(reference) where id = $1", [ours]);
    await decide(await openReviewId(), "link", String(row?.["reference"]));
    await sync();

    expect(inCalendar(calendar)).toMatchObject([
      { start: hours(3).toISOString(), rescheduledFromUid: uid },
    ]);
    expect(await syncOf(ours)).toMatchObject({ syncStatus: "synced", version: 1 });
  });

  it("is none of an appointment that has a booking of its own", async () => {
    const ours = await createAppointment(salon, { startsAt: hours(4) });
    theyBook();
    await sync();
    const [row] = await stored(
      "select upper(reference) as reference from appointments where id = $1",
      ours,
    );
    await owner.query("update appointments set reference = upper(reference) where id = $1", [ours]);
    const linked = decide(await openReviewId(), "link", String(row?.["reference"]));

    await expect(linked).rejects.toThrow(NotFound);
  });

  it("is none of ours, and is not asked about again, wherever it is moved", async () => {
    const { uid } = theyBook();
    await sync();
    const id = await openReviewId();
    await decide(id, "ignore");
    await expect(decide(id, "ignore")).rejects.toThrow(ReviewDecided);
    await sync();
    calendar.byHand.move(uid, { start: hours(4).toISOString() });
    await sync();

    expect((await getSyncPanel(jana()))?.reviews).toEqual([]);
    expect(await stored("select from appointments where company_id = $1", salon.companyId)).toEqual(
      [],
    );
  });

  it("cannot be placed while nothing is paired, or where its time is taken", async () => {
    theyBook();
    await sync();
    const id = await openReviewId();
    await owner.query("delete from calcom_hosts where company_id = $1", [salon.companyId]);
    await expect(decide(id, "import")).rejects.toThrow(BookingNotPlaceable);
    await owner.query(
      "insert into calcom_hosts (company_id, staff_id, email_normalised, name) values ($1, $2, 'lena@example.org', 'Lena')",
      [salon.companyId, salon.staffIds[0]],
    );
    await createAppointment(salon, { startsAt: hours(2) });
    await expect(decide(id, "import")).rejects.toThrow(SlotTaken);
    await expect(decide(id, "link", "T-NOTHING")).rejects.toThrow(NotFound);

    expect(await openReviewId()).toBe(id);
  });

  it("is decided by those who run the calendar, in their company", async () => {
    theyBook();
    await sync();
    const id = await openReviewId();
    const stranger = await createSalon();
    const staff = as(salon.companyId, await addMember(salon.companyId, "staff"));
    const input = { reviewId: id, decision: "ignore" as const, reference: "" };

    await expect(decideReview(as(stranger.companyId, stranger.owner), input)).rejects.toThrow(
      ReviewDecided,
    );
    await expect(decideReview(staff, input)).rejects.toThrow(NotAllowed);
    await expect(getSyncPanel(staff)).rejects.toThrow(NotAllowed);
    expect(await getSyncPanel(as(stranger.companyId, stranger.owner))).toBeNull();
  });
});

describe("two sides that differ", () => {
  /** Moved there while nobody looks. */
  async function drifted(): Promise<string> {
    const id = await createAppointment(salon);
    await sync();
    calendar.byHand.move((await syncOf(id)).uid!, { start: hours(2).toISOString() });

    return id;
  }
  const settle = (appointmentId: string, side: "ours" | "theirs", version = 1) =>
    settleDrift(jana(), { appointmentId, version, side });

  it("are found, for the next two weeks", async () => {
    const same = await createAppointment(salon, { startsAt: hours(5) });
    const id = await drifted();
    const { compared, drifts, isComplete } = await compareCalendars(jana());

    expect({ compared, isComplete }).toEqual({ compared: 2, isComplete: true });
    expect(drifts).toMatchObject([
      { appointmentId: id, ours: { startsAt: STARTS_AT }, theirs: { isActive: false } },
    ]);
    expect(drifts.map(({ appointmentId }) => appointmentId)).not.toContain(same);
  });

  it("are found where only the calendar has something, which is then placed or put before a person", async () => {
    calendar.byHand.create({
      ...{ start: hours(3).toISOString(), eventTypeId: 201 },
      attendee: { ...attendee, name: "Marlene Fischer", email: "marlene@example.org" },
    });
    theyBook(hours(4));
    const { uid: ignored } = theyBook(hours(5));
    await owner.query(
      `insert into calcom_reviews (company_id, booking_uid, problem, status, decided_at)
       values ($1, $2, 'no-customer', 'ignored', now())`,
      [salon.companyId, ignored],
    );
    const unknown = async () => (await compareCalendars(jana())).unknown;
    expect(await unknown()).toMatchObject([
      { startsAt: hours(3), attendee: "Marlene Fischer" },
      { startsAt: hours(4), attendee: "Nora Neu" },
    ]);
    await takeUnknown(jana());
    await syncCompany(asCalendar(salon, NOW), { deadline: new Date(Date.now() + 20_000) });

    expect(await unknown()).toEqual([]);
    expect((await getSyncPanel(jana()))?.reviews).toMatchObject([{ problem: "no-customer" }]);
    const times = "select starts_at from appointments where company_id = $1";
    expect(await stored(times, salon.companyId)).toEqual([{ starts_at: hours(3) }]);
    const staff = as(salon.companyId, await addMember(salon.companyId, "staff"));
    await expect(takeUnknown(staff)).rejects.toThrow(NotAllowed);
  });

  it("agree on theirs when somebody says so, as a version in their name", async () => {
    const id = await drifted();
    await settle(id, "theirs");

    expect(await syncOf(id)).toMatchObject({
      version: 2,
      startsAt: hours(2),
      syncStatus: "synced",
    });
  });

  it("agree on ours when somebody says so", async () => {
    const id = await drifted();
    await settle(id, "ours");
    await sync();

    expect(await syncOf(id)).toMatchObject({
      version: 1,
      startsAt: STARTS_AT,
      syncStatus: "synced",
    });
    expect(inCalendar(calendar)).toMatchObject([{ start: STARTS_AT.toISOString() }]);
  });

  it("make the booking anew where it is gone", async () => {
    const id = await createAppointment(salon);
    await sync();
    calendar.byHand.remove((await syncOf(id)).uid!);
    await settle(id, "ours");
    await sync();

    expect(await syncOf(id)).toMatchObject({ syncStatus: "synced" });
    expect(inCalendar(calendar)).toHaveLength(1);
  });

  it("are left alone when the appointment is not as it was shown", async () => {
    const id = await drifted();
    await cancelAppointment(jana(), { appointmentId: id, version: 1, reason: "" });

    await expect(settle(id, "theirs")).rejects.toThrow(AppointmentChanged);
    const stranger = await createConnectedSalon(calendar);
    const asked = { appointmentId: id, version: 2, side: "theirs" as const };
    await expect(settleDrift(as(stranger.companyId, stranger.owner), asked)).rejects.toThrow(
      NotFound,
    );
  });
});

describe("by hand", () => {
  it("closes the breaker, and what waits is due", async () => {
    await createAppointment(salon);
    calendar.faults.add({ kind: "status", status: 503, count: 0 });
    for (let time = 0; time < 5; time += 1) {
      await owner.query(
        "update calcom_sync_queue set next_attempt_at = now() where company_id = $1",
        [salon.companyId],
      );
      await sync();
    }
    expect((await getSyncPanel(jana()))?.connection.breaker).toMatchObject({
      state: "open",
      reason: "http-5xx",
    });
    calendar.faults.clear();
    await owner.query(
      "update calcom_sync_queue set next_attempt_at = now() + interval '2 hours' where company_id = $1",
      [salon.companyId],
    );
    await resetBreaker(jana());
    await expect(sync()).resolves.toMatchObject({ told: 1 });
  });

  it("takes a message that was kept aside for a hint", async () => {
    const id = await createAppointment(salon);
    await sync();
    const moved = calendar.byHand.move((await syncOf(id)).uid!, { start: hours(2).toISOString() });
    await owner.query(
      `insert into calcom_webhooks (company_id, body_hash, booking_uid, body, status, reason, next_attempt_at)
       values ($1, sha256('x'), $2, '{}', 'quarantined', 'unsigned', null)`,
      [salon.companyId, moved.uid],
    );
    const [aside] = (await getSyncPanel(jana()))!.aside;
    await replayWebhook(jana(), { webhookId: aside!.id });
    await expect(replayWebhook(jana(), { webhookId: aside!.id })).rejects.toThrow(ReviewDecided);
    await sync();

    expect(await syncOf(id)).toMatchObject({ version: 2, startsAt: hours(2) });
  });
});

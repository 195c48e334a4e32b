import { createHmac } from "node:crypto";
import { afterEach, describe, expect, it, vi } from "vitest";

import { getSyncPanel } from "@/lib/calcom/service/get-sync-panel";
import { receiveWebhook } from "@/lib/calcom/service/receive-webhook";
import { syncCompany } from "@/lib/calcom/service/sync-company";
import { asCalendar, inCalendar, syncOf, WEBHOOK_SECRET } from "@/tests/support/calendar";
import { connectedSalon } from "@/tests/support/connected-salon";
import { owner } from "@/tests/support/database";
import { as, createAppointment, NOW, STARTS_AT, stored } from "@/tests/support/salon";

const here = connectedSalon();

const hours = (count: number) => new Date(STARTS_AT.getTime() + count * 3_600_000);
const work = () =>
  syncCompany(asCalendar(here.salon, NOW), { deadline: new Date(Date.now() + 20_000) });

async function tell(uid: string, triggerEvent = "BOOKING_RESCHEDULED"): Promise<void> {
  const envelope = { triggerEvent, createdAt: NOW, payload: { uid } };
  const body = Buffer.from(JSON.stringify(envelope));
  const signature = createHmac("sha256", WEBHOOK_SECRET).update(body).digest("hex");
  await receiveWebhook(asCalendar(here.salon, NOW), { body, signature });
}
const hints = () =>
  stored(
    `select booking_uid as uid, status, reason, attempts from calcom_webhooks where company_id = $1
     order by received_at`,
    here.salon.companyId,
  );

/** What the database does not take of one appointment, whatever the reason: a fault of ours. */
const plantFault = (appointmentId: string) =>
  owner.query(
    `alter table calcom_bookings add constraint planted check (appointment_id <> '${appointmentId}') not valid`,
  );
afterEach(() => owner.query("alter table calcom_bookings drop constraint if exists planted"));

describe("a hint that cannot be followed", () => {
  /** Two appointments moved there, the first of which cannot be taken in, and a third that waits to be told. */
  async function arrange() {
    const bad = await createAppointment(here.salon);
    const good = await createAppointment(here.salon, { startsAt: hours(2) });
    await work();
    for (const [id, startsAt] of [
      [bad, hours(1)],
      [good, hours(3)],
    ] as const) {
      const start = startsAt.toISOString();
      const moved = here.calendar.byHand.move((await syncOf(id)).uid!, { start });
      await tell(moved.uid);
    }
    const untold = await createAppointment(here.salon, { startsAt: hours(5) });
    await plantFault(bad);

    return { bad, good, untold };
  }

  it("keeps neither the others nor what is to be told from going on, and is followed later", async () => {
    const { bad, good, untold } = await arrange();
    await expect(work()).resolves.toMatchObject({ adopted: 1, told: 1 });

    expect(await syncOf(good)).toMatchObject({ version: 2, startsAt: hours(3) });
    expect(await syncOf(untold)).toMatchObject({ syncStatus: "synced" });
    expect(await hints()).toMatchObject([
      { status: "received", attempts: 1 },
      { status: "applied", attempts: 0 },
    ]);
    await owner.query("alter table calcom_bookings drop constraint planted");
    await owner.query(
      "update calcom_webhooks set next_attempt_at = now() where status = 'received'",
    );
    await work();
    expect(await syncOf(bad)).toMatchObject({ version: 2, startsAt: hours(1) });
  });

  it("is not over with a look from before it came", async () => {
    const id = await createAppointment(here.salon);
    await work();
    const start = hours(1).toISOString();
    const { uid } = here.calendar.byHand.move((await syncOf(id)).uid!, { start });
    await tell(uid);
    await owner.query(
      `insert into calcom_webhooks (company_id, body_hash, booking_uid, body, status, received_at, next_attempt_at)
       values ($1, sha256('x'), $2, '{}', 'received', now() + interval '1 hour', now() + interval '1 hour')`,
      [here.salon.companyId, uid],
    );
    await work();

    expect(await hints()).toMatchObject([{ status: "applied" }, { status: "received" }]);
  });

  it("is put before a person after eight tries", async () => {
    await arrange();
    for (let time = 0; time < 8; time += 1) {
      await owner.query(
        "update calcom_webhooks set next_attempt_at = now() where status = 'received'",
      );
      await work();
    }

    const { aside } = (await getSyncPanel(as(here.salon.companyId, here.salon.owner)))!;
    expect(aside).toMatchObject([{ reason: "failed", canBeReplayed: true }]);
  });
});

describe("a company that another worker has taken over", () => {
  it("is left to that one, between two hints", async () => {
    const ids = [
      await createAppointment(here.salon),
      await createAppointment(here.salon, { startsAt: hours(2) }),
    ];
    await work();
    for (const id of ids) {
      const start = new Date((await syncOf(id)).startsAt.getTime() + 3_600_000).toISOString();
      await tell(here.calendar.byHand.move((await syncOf(id)).uid!, { start }).uid);
    }
    // Our lease has run out while the first was read, which took long.
    await owner.query(`
      create function take_over() returns trigger language plpgsql as $$
      begin
        update calcom_connections set drained_by = 'another' where company_id = new.company_id;
        return null;
      end $$;
      create trigger take_over after update on calcom_webhooks for each row execute function take_over()`);
    const begun = Date.now();
    const clock = vi.spyOn(Date, "now").mockImplementation(() => {
      const { length } = here.calendar.calls();

      return begun + length * 60_000;
    });
    const deadline = new Date(begun + 3_600_000);
    await syncCompany(asCalendar(here.salon, NOW), { deadline });
    clock.mockRestore();
    await owner.query("drop function take_over() cascade");

    expect(await hints()).toMatchObject([{ status: "applied" }, { status: "received" }]);
  });
});

describe("an appointment that cannot be written down once it is told", () => {
  it("keeps no other from being told", async () => {
    const bad = await createAppointment(here.salon);
    await plantFault(bad);
    const good = await createAppointment(here.salon, { startsAt: hours(2) });
    await expect(work()).resolves.toMatchObject({ told: 1, retried: 1 });

    expect(await syncOf(good)).toMatchObject({ syncStatus: "synced" });
    expect(await syncOf(bad)).toMatchObject({ syncStatus: "pending", error: "failed" });
  });
});

describe("what a stranger writes on a public page", () => {
  it("is taken down, whatever it consists of and wherever it is cut", async () => {
    const name = `${"N".repeat(119)}💇\0\uD83D`;
    const { uid } = here.calendar.byHand.create({
      ...{ start: hours(2).toISOString(), eventTypeId: 201 },
      attendee: { name, email: "nora@example.org", timeZone: "Europe/Berlin" },
    });
    await tell(uid);
    await work();

    expect(
      await stored(
        "select problem, details->>'attendee' as who from calcom_reviews where company_id = $1",
        here.salon.companyId,
      ),
    ).toEqual([{ problem: "no-customer", who: `${"N".repeat(119)}\uFFFD` }]);
  });

  it("is kept aside where it names no booking that could be", async () => {
    await tell("a\0b", "BOOKING\0CREATED");

    expect(await hints()).toMatchObject([{ status: "quarantined", reason: "unreadable" }]);
  });

  it("cancels with its reason, wherever that is cut", async () => {
    const id = await createAppointment(here.salon);
    await work();
    const [booking] = inCalendar(here.calendar);
    here.calendar.byHand.cancel(booking!.uid, { reason: `${"k".repeat(499)}💇` });
    await tell(booking!.uid);
    await work();

    expect(await syncOf(id)).toMatchObject({ status: "cancelled", syncStatus: "synced" });
    expect(
      await stored("select cancellation_reason as reason from appointments where id = $1", id),
    ).toEqual([{ reason: `${"k".repeat(499)}\uFFFD` }]);
  });
});

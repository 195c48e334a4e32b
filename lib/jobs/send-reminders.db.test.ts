import { beforeEach, describe, expect, it } from "vitest";

import { remindCustomers } from "@/lib/jobs/send-reminders";
import { APPOINTMENT_MAILS } from "@/lib/notifications/service/appointment-mails";
import { sendReminders } from "@/lib/notifications/service/send-reminders";
import { drain } from "@/lib/platform/queue/drain";
import { createContext } from "@/lib/tenancy/context";
import { owner } from "@/tests/support/database";
import { createAppointment, createSalon, stored, type TestSalon } from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  await owner.query("delete from appointment_email_queue");
  await owner.query("update companies set reminder_hours = null");
  salon = await remindingSalon();
});

/** Quiet hours are the rules' own test; here the hour of the day must not matter. */
async function remindingSalon(): Promise<TestSalon> {
  const created = await createSalon();
  await owner.query(
    "update companies set reminder_hours = 24, quiet_from_minute = 0, quiet_until_minute = 0 where id = $1",
    [created.companyId],
  );

  return created;
}

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);

/** So long after the booking that nobody has only just been told. */
const LATER = inHours(3);
const book = (at: TestSalon, hours: number, status = "confirmed") =>
  createAppointment(at, { startsAt: inHours(hours), status });

const remind = (isDryRun = false, now = LATER) =>
  remindCustomers({ isDryRun, deadline: new Date(Date.now() + 60_000) }, now);
const reminders = async () =>
  (await stored("select appointment_id from appointment_email_queue where kind = 'reminder'")).map(
    (row) => row["appointment_id"],
  );

describe("the reminders", () => {
  it("go to customers alone, of every company, for what begins within its hours, once", async () => {
    const other = await remindingSalon();
    const due = [await book(salon, 20), await book(other, 23)];
    await book(salon, 28);

    await expect(remind()).resolves.toEqual({ queued: 2 });
    await expect(remind()).resolves.toEqual({ queued: 0 });
    expect((await reminders()).sort()).toEqual(due.sort());
    expect(
      await stored("select distinct audience, recipient from appointment_email_queue"),
    ).toEqual([{ audience: "customer", recipient: "marlene@example.org" }]);
  });

  it.each(["pending", "completed", "no_show"])("leave out what is %s", async (status) => {
    await book(salon, 20, status);

    await expect(remind()).resolves.toEqual({ queued: 0 });
  });

  it("are not sent where the company has switched them off", async () => {
    await owner.query("update companies set reminder_hours = null");
    await book(salon, 20);

    await expect(remind()).resolves.toEqual({ queued: 0 });
  });

  it("leave out whoever has only just booked, for good", async () => {
    await book(salon, 20);
    await expect(remind(false, new Date())).resolves.toEqual({ queued: 0 });

    await expect(remind()).resolves.toEqual({ queued: 0 });
  });

  it("are sent again for another time", async () => {
    const id = await book(salon, 20);
    await remind();
    await owner.query(
      "update appointments set reminder_for = starts_at - interval '1 hour' where id = $1",
      [id],
    );

    await expect(remind()).resolves.toEqual({ queued: 1 });
    expect(await reminders()).toEqual([id, id]);
  });

  it("go out on the evening before the night in which they would be due", async () => {
    await owner.query(
      "update companies set quiet_from_minute = 20 * 60, quiet_until_minute = 8 * 60 where id = $1",
      [salon.companyId],
    );
    await createAppointment(salon, { startsAt: new Date("2040-03-07T05:00:00Z") });

    await expect(remind(false, new Date("2040-03-05T18:44:59Z"))).resolves.toEqual({ queued: 0 });
    await expect(remind(false, new Date("2040-03-05T18:45:00Z"))).resolves.toEqual({ queued: 1 });
  });

  it("are left for the next run once the time of this one is over", async () => {
    await book(salon, 20);
    const deadline = new Date(Date.now() - 1);

    await expect(remindCustomers({ isDryRun: false, deadline }, LATER)).resolves.toEqual({
      queued: 0,
    });
  });

  it("are only counted by a dry run", async () => {
    await book(salon, 20);

    await expect(remind(true)).resolves.toEqual({ queued: 1 });
    expect(await reminders()).toEqual([]);
  });

  it("are one each, also when two instances run at once", async () => {
    const ids = [await book(salon, 20), await book(salon, 22)];
    const run = () =>
      sendReminders(
        createContext(salon.companyId, { kind: "system", name: "test" }, { now: LATER }),
      );
    const counts = await Promise.all([run(), run(), run()]);

    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2);
    expect((await reminders()).sort()).toEqual(ids.sort());
  });

  it("do not raise the appointment's version: nobody has changed it", async () => {
    const id = await book(salon, 20);
    await remind();

    expect(await stored("select version from appointments where id = $1", id)).toEqual([
      { version: 1 },
    ]);
  });
});

describe("a reminder on its way", () => {
  it("is called off once the appointment has begun", async () => {
    await book(salon, 20);
    await remind();
    const begun = await book(salon, -1);
    await owner.query(
      `update appointment_email_queue q set appointment_id = a.id,
         snapshot = jsonb_set(q.snapshot, '{startsAt}', to_jsonb(a.starts_at))
       from appointments a where a.id = $1`,
      [begun],
    );
    const counts = await drain(APPOINTMENT_MAILS, {
      companyId: salon.companyId,
      transport: () => Promise.resolve({ outcome: "accepted", providerMessageId: "re_1" }),
    });

    expect(counts).toMatchObject({ sent: 0, cancelled: 1 });
  });

  it.each([
    ["goes out for what still stands", "version = version", 1, "sent"],
    [
      "is called off when the appointment is at another time",
      "reminder_for = null",
      0,
      "cancelled",
    ],
  ])("%s", async (_what, change, sent, status) => {
    const id = await book(salon, 20);
    await remind();
    if (sent === 0) {
      await owner.query(
        `update appointment_email_queue set snapshot =
           jsonb_set(snapshot, '{startsAt}', to_jsonb('2027-01-01T00:00:00.000Z'::text))`,
      );
    }
    await owner.query(`update appointments set ${change} where id = $1`, [id]);
    const counts = await drain(APPOINTMENT_MAILS, {
      companyId: salon.companyId,
      transport: () => Promise.resolve({ outcome: "accepted", providerMessageId: "re_1" }),
    });

    expect(counts.sent).toBe(sent);
    expect(await stored("select status from appointment_email_queue")).toEqual([{ status }]);
  });
});

import { describe, expect, it } from "vitest";

import { AppointmentChanged, SlotTaken } from "@/lib/appointments/errors";
import type { AppointmentConflict } from "@/lib/appointments/schema";
import { holdSlot } from "@/lib/appointments/service/hold-slot";
import { rescheduleAppointment } from "@/lib/appointments/service/reschedule-appointment";
import { asApp, owner } from "@/tests/support/database";
import { movableAppointment, THURSDAY } from "@/tests/support/movable-appointment";
import { addMember, createAppointment, STARTS_AT } from "@/tests/support/salon";

const MINUTE_MS = 60_000;
const here = movableAppointment();
const { asStored, byCustomer, byOwner, move } = here;

describe("rescheduleAppointment", () => {
  it("costs a customer their fee, and nobody anything where the company moves", async () => {
    await owner.query(
      `insert into appointment_policies (company_id, fee_tiers)
       values ($1, '[{"withinMinutes": 43200, "percent": 50}]')`,
      [here.salon.companyId],
    );
    const fees = async () =>
      (
        await owner.query<Record<string, unknown>>(
          `select l.version, l.new_values->'feeMinor' as log, q.snapshot->'feeMinor' as mail
           from appointment_audit_logs l join appointment_email_queue q
             on q.appointment_id = l.appointment_id and q.snapshot->>'version' = l.version::text
           where l.appointment_id = $1 and q.audience = 'customer' order by l.version`,
          [here.appointmentId],
        )
      ).rows;
    const later = new Date(THURSDAY.getTime() + 60 * MINUTE_MS);
    await rescheduleAppointment(byOwner(), move());
    const hold = await holdSlot(byCustomer(), move({ version: 2, startsAt: later }));
    await rescheduleAppointment(
      byCustomer(),
      move({ version: 2, startsAt: later, holdId: hold.id }),
    );

    await expect(fees()).resolves.toEqual([
      { version: 2, log: null, mail: 0 },
      { version: 3, log: 2450, mail: 2450 },
    ]);
  });

  it("moves the appointment, its claim and its version, and says so in the log", async () => {
    await expect(rescheduleAppointment(byOwner(), move({ reason: "Anruf" }))).resolves.toEqual({
      version: 2,
    });

    await expect(asStored()).resolves.toMatchObject({ version: 2, starts_at: THURSDAY });
    const { rows: log } = await owner.query(
      "select * from appointment_audit_logs where appointment_id = $1 and version = 2",
      [here.appointmentId],
    );
    expect(log).toMatchObject([
      {
        action: "rescheduled",
        actor_kind: "member",
        actor_id: here.salon.owner.userId,
        actor_name: "Jana Richter",
        reason: "Anruf",
        ip_address: "203.0.113.7",
        old_values: { startsAt: STARTS_AT.toISOString() },
        new_values: { startsAt: THURSDAY.toISOString() },
      },
    ]);
    const { rows: claims } = await owner.query(
      "select lower(during) as start from slot_claims where claimant_id = $1",
      [here.appointmentId],
    );
    expect(claims).toEqual([{ start: THURSDAY }]);
  });

  it("queues the customer's mail in the same transaction, and wakes the queue", async () => {
    const ctx = byOwner();
    await rescheduleAppointment(ctx, move());

    const { rows } = await owner.query(
      "select kind, audience, recipient, snapshot->>'version' as version from appointment_email_queue where appointment_id = $1",
      [here.appointmentId],
    );
    expect(rows).toEqual([
      { kind: "rescheduled", audience: "customer", recipient: "marlene@example.org", version: "2" },
    ]);
    expect([...ctx.wake]).toEqual(["appointment-emails", "calcom-sync"]);
  });

  it("tells customers on their own clock as well, and staff on that of the place", async () => {
    await addMember(here.salon.companyId, "staff", { staffId: here.salon.staffIds[0] });
    await owner.query("update customers set time_zone = 'America/New_York' where id = $1", [
      here.salon.customerId,
    ]);
    await rescheduleAppointment(byOwner(), move());

    const { rows } = await owner.query(
      `select audience, snapshot->>'readerTimeZone' as reader, snapshot->>'timeZone' as place
       from appointment_email_queue where appointment_id = $1 order by audience`,
      [here.appointmentId],
    );
    expect(rows).toEqual([
      { audience: "customer", reader: "America/New_York", place: "Europe/Berlin" },
      { audience: "staff", reader: "Europe/Berlin", place: "Europe/Berlin" },
    ]);
  });

  it("tells no staff member whose access has ended", async () => {
    for (const staffId of here.salon.staffIds)
      await addMember(here.salon.companyId, "staff", { staffId });
    await owner.query("update memberships set deactivated_at = now() where staff_id = any ($1)", [
      here.salon.staffIds,
    ]);
    await rescheduleAppointment(byOwner(), move({ staffId: here.salon.staffIds[1] }));

    const { rows } = await owner.query(
      "select recipient from appointment_email_queue where appointment_id = $1",
      [here.appointmentId],
    );
    expect(rows).toEqual([{ recipient: "marlene@example.org" }]);
  });

  it("tells the colleague that it is theirs from now on, and whose it was that it is not", async () => {
    const { companyId, branchId, staffIds } = here.salon;
    for (const [index, email] of ["lena@example.org", "mehmet@example.org"].entries()) {
      await addMember(companyId, "staff", { branchId, staffId: staffIds[index]!, email });
    }
    await rescheduleAppointment(byOwner(), move({ staffId: staffIds[1] }));

    const { rows } = await owner.query(
      `select recipient, snapshot->'isTakenOver' as taken, snapshot->'isHandedOver' as handed
       from appointment_email_queue where appointment_id = $1 order by recipient`,
      [here.appointmentId],
    );
    expect(rows).toEqual([
      { recipient: "lena@example.org", taken: null, handed: true },
      { recipient: "marlene@example.org", taken: null, handed: null },
      { recipient: "mehmet@example.org", taken: true, handed: null },
    ]);
  });

  it("uses up the customer's hold, and counts the move", async () => {
    const hold = await holdSlot(byCustomer(), move());
    await rescheduleAppointment(byCustomer(), move({ holdId: hold.id }));

    await expect(asStored()).resolves.toMatchObject({ version: 2, rescheduled_count: 1 });
    const { rows } = await owner.query(
      "select status from appointment_reservations where id = $1",
      [hold.id],
    );
    expect(rows).toEqual([{ status: "converted" }]);
  });

  it("may overlap the time it moves away from", async () => {
    const quarterLater = new Date(STARTS_AT.getTime() + 15 * MINUTE_MS);
    const hold = await holdSlot(byCustomer(), move({ startsAt: quarterLater }));

    await expect(
      rescheduleAppointment(byCustomer(), move({ startsAt: quarterLater, holdId: hold.id })),
    ).resolves.toEqual({ version: 2 });
  });

  it("says what changed, by whom and when, when the version is no longer current", async () => {
    await rescheduleAppointment(byOwner(), move({ reason: "Anruf" }));
    const refused = rescheduleAppointment(byOwner(), move());

    await expect(refused).rejects.toThrow(AppointmentChanged);
    await expect(refused).rejects.toMatchObject({
      details: {
        seenVersion: 1,
        currentVersion: 2,
        actorName: "Jana Richter",
        reason: "Anruf",
        was: { startsAt: STARTS_AT.toISOString(), staff: { name: "Lena Hofmann" } },
        now: { startsAt: THURSDAY.toISOString() },
      } satisfies DeepPartial<AppointmentConflict>,
    });
  });

  it("lets one of ten simultaneous moves through, and tells the others", async () => {
    const attempts = Array.from({ length: 10 }, (_none, index) =>
      rescheduleAppointment(
        byOwner(),
        move({
          startsAt: new Date(THURSDAY.getTime() + index * 15 * MINUTE_MS - 3 * 60 * MINUTE_MS),
        }),
      ),
    );
    const outcomes = await Promise.allSettled(attempts);
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");

    expect(refused).toHaveLength(9);
    expect(refused.every(({ reason }) => reason instanceof AppointmentChanged)).toBe(true);
    await expect(asStored()).resolves.toMatchObject({ version: 2 });
  });

  it("lets one of two appointments have a slot that both want", async () => {
    const other = await createAppointment(here.salon, {
      startsAt: new Date("2027-03-09T09:00:00Z"),
    });
    const outcomes = await Promise.allSettled([
      rescheduleAppointment(byOwner(), move()),
      rescheduleAppointment(byOwner(), move({ appointmentId: other })),
    ]);

    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(outcomes.find((outcome) => outcome.status === "rejected")?.reason).toBeInstanceOf(
      SlotTaken,
    );
  });

  it("leaves nothing behind when it is refused", async () => {
    await createAppointment(here.salon, { startsAt: THURSDAY });
    await expect(rescheduleAppointment(byOwner(), move())).rejects.toThrow(SlotTaken);

    const left = await asApp(here.salon.companyId, async (client) => [
      (await client.query("select from appointment_audit_logs where version = 2")).rowCount,
      (await client.query("select from appointment_email_queue")).rowCount,
    ]);
    expect(left).toEqual([0, 0]);
  });
});

type DeepPartial<T> = { [Key in keyof T]?: T[Key] extends object ? DeepPartial<T[Key]> : T[Key] };

import { beforeEach, describe, expect, it } from "vitest";

import {
  AppointmentChanged,
  NotBegun,
  NotCancelled,
  NotOffered,
  OutsideOpeningHours,
  SlotTaken,
} from "@/lib/appointments/errors";
import type { Step } from "@/lib/appointments/schema";
import { cancelAppointment } from "@/lib/appointments/service/cancel-appointment";
import { needsReason } from "@/lib/appointments/service/needs-reason";
import { takeStep } from "@/lib/appointments/service/take-step";
import { AlreadyCancelled, AppointmentOver } from "@/lib/policies/errors";
import type { Actor } from "@/lib/tenancy/actor";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import { behindLock } from "@/tests/support/behind-lock";
import {
  addMember,
  as,
  createAppointment,
  createCustomer,
  createSalon,
  linkHolder,
  NOW,
  STARTS_AT,
  stored,
  type TestSalon,
} from "@/tests/support/salon";

const AFTERWARDS = new Date(STARTS_AT.getTime() + 60 * 60_000);

let salon: TestSalon;
let appointmentId: string;

beforeEach(async () => {
  salon = await createSalon();
  appointmentId = await createAppointment(salon);
});

type Taken = { version?: number; now?: Date; actor?: Actor; notify?: boolean; reason?: string };

const take = (
  step: Step,
  { version = 1, now = NOW, actor = salon.owner, notify, reason = "" }: Taken = {},
) => takeStep(as(salon.companyId, actor, now), { appointmentId, version, step, reason, notify });
const cancel = (version = 1) =>
  cancelAppointment(as(salon.companyId, salon.owner), {
    appointmentId,
    version,
    reason: "Irrtum",
    category: undefined,
  });
const row = async () =>
  (
    await stored(
      "select status, version, cancelled_at, cancellation_reason from appointments where id = $1",
      appointmentId,
    )
  )[0];
const mails = () =>
  stored(
    "select kind, audience from appointment_email_queue where appointment_id = $1 order by id",
    appointmentId,
  );

describe("takeStep", () => {
  it("takes an appointment through its day, each step a version with its line in the log", async () => {
    await take("start", { now: AFTERWARDS });
    await take("complete", { version: 2, now: AFTERWARDS });
    await take("no-show", { version: 3, now: AFTERWARDS });

    expect(await row()).toMatchObject({ status: "no_show", version: 4 });
    expect(
      await stored(
        `select version, action, old_values, new_values, actor_name from appointment_audit_logs
         where appointment_id = $1 and version > 1 order by version`,
        appointmentId,
      ),
    ).toEqual(
      [
        ["confirmed", "in_progress"],
        ["in_progress", "completed"],
        ["completed", "no_show"],
      ].map(([from, to], index) => ({
        version: index + 2,
        action: "status_changed",
        old_values: { status: from },
        new_values: { status: to },
        actor_name: "Jana Richter",
      })),
    );
    expect(await mails()).toEqual([]);
  });

  it("restores what was cancelled, claims its time again and tells the customer", async () => {
    await cancel();
    await take("restore", { version: 2 });

    expect(await row()).toEqual({
      status: "confirmed",
      version: 3,
      cancelled_at: null,
      cancellation_reason: null,
    });
    expect(await mails()).toEqual([
      { kind: "cancelled", audience: "customer" },
      { kind: "restored", audience: "customer" },
    ]);
    await expect(
      createAppointment(salon, { customerId: await createCustomer(salon) }),
    ).rejects.toThrow("slot_claims_no_overlap");
  });

  it("does not restore what is somebody else's time by now, and names free ones", async () => {
    await cancel();
    await createAppointment(salon, { customerId: await createCustomer(salon) });
    const refused = take("restore", { version: 2 });

    await expect(refused).rejects.toThrow(SlotTaken);
    await expect(refused).rejects.toMatchObject({
      details: { nearest: [{ startsAt: "2027-03-10T08:00:00.000Z" }, {}, {}] },
    });
    expect(await row()).toMatchObject({ status: "cancelled", version: 2 });
  });

  it("tells nobody who is not to be told, and writes that down", async () => {
    await cancel();
    await take("restore", { version: 2, notify: false });

    expect((await mails()).map(({ kind }) => kind)).toEqual(["cancelled"]);
    const [line] = await stored(
      "select new_values from appointment_audit_logs where appointment_id = $1 and version = 3",
      appointmentId,
    );
    expect(line).toEqual({ new_values: { status: "confirmed", notified: false } });
  });

  it("refuses with the reason why a state has no such step", async () => {
    await expect(take("complete")).rejects.toThrow(NotBegun);
    await expect(take("restore")).rejects.toThrow(NotCancelled);
    await expect(take("confirm")).rejects.toThrow(AppointmentOver);
    await cancel();
    await expect(take("complete", { version: 2, now: AFTERWARDS })).rejects.toThrow(
      AlreadyCancelled,
    );
  });

  it("lets one of two at once through, and tells the other what happened", async () => {
    const lock = { table: "appointments", id: appointmentId, waiting: 2 };
    const outcomes = await behindLock(lock, () =>
      Promise.allSettled([
        take("complete", { now: AFTERWARDS }),
        take("no-show", { now: AFTERWARDS }),
      ]),
    );
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");

    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toBeInstanceOf(AppointmentChanged);
    expect(await row()).toMatchObject({ version: 2 });
  });

  it("restores into hours that are worked, and past them only with a reason that is kept", async () => {
    const asked = (actor = salon.owner, companyId = salon.companyId) =>
      needsReason(as(companyId, actor), appointmentId);
    const elsewhere = await createSalon();
    await cancel();
    await expect(asked()).resolves.toBe(false);
    await stored(
      `insert into staff_time_off (company_id, staff_id, starts_at, ends_at)
       values ($1, $2, '2027-03-10', '2027-03-11')`,
      salon.companyId,
      salon.staffIds[0],
    );

    await expect(asked()).resolves.toBe(true);
    await expect(asked(await addMember(salon.companyId, "manager", salon))).rejects.toThrow(
      NotFound,
    );
    await expect(asked(elsewhere.owner, elsewhere.companyId)).rejects.toThrow(NotFound);
    await expect(take("restore", { version: 2 })).rejects.toThrow(OutsideOpeningHours);
    await expect(take("restore", { version: 2, reason: "Lena kommt doch" })).resolves.toEqual({
      version: 3,
    });
    const log = `select new_values->>'override' as override from appointment_audit_logs
      where appointment_id = $1 and version = 3`;
    expect(await stored(log, appointmentId)).toEqual([{ override: "outside-opening-hours" }]);
  });

  it("restores nothing with somebody who has stopped, whatever the reason", async () => {
    await cancel();
    await stored("update staff set is_active = false where id = $1", salon.staffIds[0]);

    await expect(needsReason(as(salon.companyId, salon.owner), appointmentId)).resolves.toBe(false);
    const restored = take("restore", { version: 2, reason: "Trotzdem" });
    await expect(restored).rejects.toThrow(NotOffered);
    expect(await row()).toMatchObject({ status: "cancelled" });
  });

  it("is for those whose appointment it is, and restoring for owners and admins", async () => {
    const { companyId, branchId, staffIds } = salon;
    const manager = await addMember(companyId, "manager", { branchId });
    const performer = await addMember(companyId, "staff", { staffId: staffIds[0] });
    const colleague = await addMember(companyId, "staff", { staffId: staffIds[1] });
    const elsewhere = await createSalon();

    await take("complete", { actor: performer, now: AFTERWARDS });
    await expect(take("no-show", { actor: colleague, version: 2 })).rejects.toThrow(NotFound);
    await expect(
      take("complete", { actor: linkHolder(salon, appointmentId), version: 2 }),
    ).rejects.toThrow(NotFound);
    await expect(
      takeStep(as(elsewhere.companyId, elsewhere.owner, AFTERWARDS), {
        appointmentId,
        version: 2,
        step: "no-show",
        reason: "",
      }),
    ).rejects.toThrow(NotFound);
    await expect(take("restore", { actor: manager, version: 2 })).rejects.toThrow(NotAllowed);
  });
});

import { beforeEach, describe, expect, it } from "vitest";

import { AppointmentChanged, ReasonRequired } from "@/lib/appointments/errors";
import { CANCELLATION_CATEGORIES } from "@/lib/appointments/schema";
import { cancelAppointment } from "@/lib/appointments/service/cancel-appointment";
import {
  AlreadyCancelled,
  AppointmentOver,
  NoticeTooShort,
  TooManyCancellations,
} from "@/lib/policies/errors";
import { NotFound } from "@/lib/tenancy/errors";
import { behindLock } from "@/tests/support/behind-lock";
import { owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createAppointment,
  createSalon,
  linkHolder,
  NOW,
  STARTS_AT,
  stored,
  type TestSalon,
} from "@/tests/support/salon";

const HOUR_MS = 3_600_000;

let salon: TestSalon;
let appointmentId: string;

beforeEach(async () => {
  salon = await createSalon();
  appointmentId = await createAppointment(salon);
});

const cancellation = (change: Partial<Parameters<typeof cancelAppointment>[1]> = {}) => ({
  appointmentId,
  version: 1,
  reason: "",
  category: undefined,
  ...change,
});
const byOwner = (now = NOW) => as(salon.companyId, salon.owner, now);
const byCustomer = (now = NOW) => as(salon.companyId, linkHolder(salon, appointmentId), now);
const setPolicy = (columns: Record<string, unknown>) =>
  owner.query(
    `insert into appointment_policies (company_id, ${Object.keys(columns).join(",")})
     values ($1, ${Object.keys(columns)
       .map((_name, index) => `$${index + 2}`)
       .join(",")})`,
    [salon.companyId, ...Object.values(columns)],
  );
const state = async (id = appointmentId) =>
  (await stored("select * from appointments where id = $1", id))[0];

describe("cancelAppointment", () => {
  it("cancels, frees the time at once, and keeps who, why and what it costs", async () => {
    await setPolicy({ fee_tiers: '[{"withinMinutes": 20160, "percent": 50}]' });
    await expect(
      cancelAppointment(byCustomer(), cancellation({ reason: "Krank" })),
    ).resolves.toEqual({ version: 2 });

    expect(await state()).toMatchObject({
      status: "cancelled",
      version: 2,
      cancelled_at: NOW,
      cancelled_by_kind: "customer",
      cancellation_reason: "Krank",
      cancellation_category: "customer_requested",
      fee_minor: 2450,
    });
    const claims = "select from slot_claims where claimant_id = $1";
    expect(await stored(claims, appointmentId)).toEqual([]);
    await expect(createAppointment(salon)).resolves.toBeTruthy();
  });

  it("writes it down and tells both sides", async () => {
    const email = `${crypto.randomUUID().slice(0, 8)}@example.org`;
    await addMember(salon.companyId, "staff", { staffId: salon.staffIds[0], email });
    const ctx = byOwner();
    await cancelAppointment(ctx, cancellation({ reason: "Wasserschaden", category: "emergency" }));

    const log = "select * from appointment_audit_logs where appointment_id = $1 and version = 2";
    expect(await stored(log, appointmentId)).toMatchObject([
      {
        action: "cancelled",
        actor_kind: "member",
        actor_name: "Jana Richter",
        reason: "Wasserschaden",
        old_values: { status: "confirmed" },
        new_values: { status: "cancelled" },
      },
    ]);
    const mails = `select kind, audience, recipient from appointment_email_queue
      where appointment_id = $1 order by audience`;
    expect(await stored(mails, appointmentId)).toEqual([
      { kind: "cancelled", audience: "customer", recipient: "marlene@example.org" },
      { kind: "cancelled", audience: "staff", recipient: email },
    ]);
    expect([...ctx.wake]).toEqual(["appointment-emails", "calcom-sync"]);
    expect(await state()).toMatchObject({ cancellation_category: "emergency" });
  });

  it("asks for a reason where the company's rules do, of everybody", async () => {
    await setPolicy({ is_reason_required: true });

    for (const ctx of [byCustomer(), byOwner()]) {
      const refused = cancelAppointment(ctx, cancellation());
      await expect(refused).rejects.toThrow(ReasonRequired);
      await expect(refused).rejects.toMatchObject({ issues: [{ path: ["reason"] }] });
    }
    await expect(
      cancelAppointment(byCustomer(), cancellation({ reason: "Krank" })),
    ).resolves.toBeDefined();
  });

  it("costs the customer nothing where the company cancels, unless they asked for it", async () => {
    await setPolicy({ fee_tiers: '[{"withinMinutes": 20160, "percent": 50}]' });
    const categories = [undefined, ...CANCELLATION_CATEGORIES];
    for (const [hours, category] of categories.entries()) {
      const startsAt = new Date(STARTS_AT.getTime() + hours * HOUR_MS);
      const id = hours === 0 ? appointmentId : await createAppointment(salon, { startsAt });
      await cancelAppointment(byOwner(), cancellation({ appointmentId: id, category }));

      const feeMinor = category === "customer_requested" ? 2450 : 0;
      expect(await state(id)).toMatchObject({ fee_minor: feeMinor });
      const [mail] = await stored(
        `select snapshot->'feeMinor' as fee from appointment_email_queue
         where appointment_id = $1 and audience = 'customer'`,
        id,
      );
      expect(mail).toEqual({ fee: feeMinor });
    }
  });

  it("refuses the customer's fourth cancellation in 30 days, whatever the company cancelled", async () => {
    const cancelOne = async (day: number, byCompany = false) => {
      const id = await createAppointment(salon, { startsAt: new Date(Date.UTC(2027, 2, day, 9)) });
      const ctx = byCompany ? byOwner() : as(salon.companyId, linkHolder(salon, id));
      await cancelAppointment(ctx, cancellation({ appointmentId: id }));
      // The thirty days are counted by the database's clock.
      await owner.query("update appointments set cancelled_at = now() where id = $1", [id]);
    };
    for (const day of [15, 16]) await cancelOne(day);
    for (const day of [17, 18]) await cancelOne(day, true);
    await cancelOne(19);

    await expect(cancelAppointment(byCustomer(), cancellation())).rejects.toThrow(
      TooManyCancellations,
    );
    await expect(
      cancelAppointment(byOwner(), cancellation({ reason: "Auf Wunsch" })),
    ).resolves.toEqual({ version: 2 });
  });

  it("lets one of a customer's last two through, also at once", async () => {
    const inDays = (days: number) =>
      createAppointment(salon, { startsAt: new Date(Date.now() + days * 24 * HOUR_MS) });
    const cancelOne = (id: string) =>
      cancelAppointment(
        as(salon.companyId, linkHolder(salon, id), new Date()),
        cancellation({ appointmentId: id }),
      );
    for (const day of [3, 4]) await cancelOne(await inDays(day));
    const last = [await inDays(5), await inDays(6)];
    const outcomes = await behindLock(
      { table: "customers", id: salon.customerId, waiting: 2 },
      () => Promise.allSettled(last.map(cancelOne)),
    );

    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("holds customers to the notice, and an owner to a reason", async () => {
    const late = new Date(STARTS_AT.getTime() - 23 * HOUR_MS);

    await expect(cancelAppointment(byCustomer(late), cancellation())).rejects.toThrow(
      NoticeTooShort,
    );
    await expect(cancelAppointment(byOwner(late), cancellation())).rejects.toThrow(ReasonRequired);
    await cancelAppointment(byOwner(late), cancellation({ reason: "Kulanz" }));
    const log = `select new_values->>'override' as override from appointment_audit_logs
      where appointment_id = $1 and version = 2`;
    expect(await stored(log, appointmentId)).toEqual([{ override: "notice-too-short" }]);
  });

  it("happens once: again it is refused, and of ten at once one goes through", async () => {
    const lock = { table: "appointments", id: appointmentId, waiting: 10 };
    const outcomes = await behindLock(lock, () =>
      Promise.allSettled(
        Array.from({ length: 10 }, () => cancelAppointment(byCustomer(), cancellation())),
      ),
    );
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");

    expect(refused).toHaveLength(9);
    expect(refused.every(({ reason }) => reason instanceof AppointmentChanged)).toBe(true);
    await expect(
      cancelAppointment(byOwner(), cancellation({ version: 2, reason: "Noch einmal" })),
    ).rejects.toThrow(AlreadyCancelled);
    expect(await state()).toMatchObject({ version: 2 });
  });

  it("refuses a version that is no longer current, and says what it was", async () => {
    await expect(cancelAppointment(byOwner(), cancellation({ version: 7 }))).rejects.toThrow(
      AppointmentChanged,
    );
    expect(await state()).toMatchObject({ status: "confirmed", version: 1 });
  });

  it("refuses what has begun", async () => {
    await expect(
      cancelAppointment(byOwner(STARTS_AT), cancellation({ reason: "Zu spät" })),
    ).rejects.toThrow(AppointmentOver);
  });

  it("does not find what is not theirs to cancel", async () => {
    const elsewhere = await createSalon();
    const other = await createAppointment(salon, { staffId: salon.staffIds[1] });
    const colleague = await addMember(salon.companyId, "staff", { staffId: salon.staffIds[1] });

    for (const [ctx, id] of [
      [as(elsewhere.companyId, elsewhere.owner), appointmentId],
      [byCustomer(), other],
      [as(salon.companyId, colleague), appointmentId],
      [byOwner(), crypto.randomUUID()],
    ] as const) {
      await expect(cancelAppointment(ctx, cancellation({ appointmentId: id }))).rejects.toThrow(
        NotFound,
      );
    }
    expect(await state()).toMatchObject({ status: "confirmed" });
  });
});

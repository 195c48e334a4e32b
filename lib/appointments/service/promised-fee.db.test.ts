import { beforeEach, describe, expect, it } from "vitest";

import { FeeRaised } from "@/lib/appointments/errors";
import { askNewTime } from "@/lib/appointments/service/ask-new-time";
import { cancelAppointment } from "@/lib/appointments/service/cancel-appointment";
import { changeService } from "@/lib/appointments/service/change-service";
import { holdSlot } from "@/lib/appointments/service/hold-slot";
import { rescheduleAppointment } from "@/lib/appointments/service/reschedule-appointment";
import { takeStep } from "@/lib/appointments/service/take-step";
import { owner } from "@/tests/support/database";
import {
  as,
  createAppointment,
  createSalon,
  linkHolder,
  STARTS_AT,
  stored,
  type TestSalon,
} from "@/tests/support/salon";

const HOUR_MS = 3_600_000;
let salon: TestSalon;
let id: string;

const before = (hours: number) => new Date(STARTS_AT.getTime() - hours * HOUR_MS);
const marlene = (now?: Date) => as(salon.companyId, linkHolder(salon, id), now);
const jana = () => as(salon.companyId, salon.owner);
const fee = async () =>
  (await stored("select status, fee_minor, version from appointments where id = $1", id))[0];
const newestDeadline = async () =>
  (
    await stored(
      `select snapshot->'deadline' as deadline from appointment_email_queue
       where appointment_id = $1 and audience = 'customer' order by created_at desc, id desc limit 1`,
      id,
    )
  )[0]?.["deadline"];

/** Free until two days before it begins, half of 49 euros from then on. */
beforeEach(async () => {
  salon = await createSalon();
  await owner.query(
    `insert into appointment_policies (company_id, fee_tiers)
     values ($1, '[{"withinMinutes": 2880, "percent": 50}]')`,
    [salon.companyId],
  );
  id = await createAppointment(salon);
});

describe("the fee that a page has shown", () => {
  const cancel = (now: Date, seenFeeMinor?: number) =>
    cancelAppointment(marlene(now), { appointmentId: id, version: 1, reason: "", seenFeeMinor });

  it("is the most that a cancellation costs: past the limit nothing happens before it is shown anew", async () => {
    await expect(cancel(before(47), 0)).rejects.toThrow(FeeRaised);
    expect(await fee()).toEqual({ status: "confirmed", fee_minor: 0, version: 1 });

    await cancel(before(47), 2450);
    expect(await fee()).toEqual({ status: "cancelled", fee_minor: 2450, version: 2 });
  });

  it("is the most that a move costs", async () => {
    const now = before(47);
    const startsAt = new Date(STARTS_AT.getTime() + 2 * HOUR_MS);
    const slot = { appointmentId: id, version: 1, startsAt, staffId: salon.staffIds[0] };
    const { id: holdId } = await holdSlot(marlene(now), slot);
    const move = (seenFeeMinor: number) =>
      rescheduleAppointment(marlene(now), { ...slot, holdId, reason: "", seenFeeMinor });

    await expect(move(0)).rejects.toThrow(FeeRaised);
    await expect(move(2450)).resolves.toEqual({ version: 2 });
  });

  it("may be more than what is due by now", async () => {
    await cancel(before(49), 2450);

    expect(await fee()).toMatchObject({ status: "cancelled", fee_minor: 0 });
  });
});

describe("what a mail promises", () => {
  it("goes by the new price once the service is another", async () => {
    const { rows } = await owner.query<{ id: string }>(
      `with service as (
         insert into services (company_id, name, duration_minutes, price_minor)
         values ($1, 'Farbe', 45, 12000) returning company_id, id)
       insert into staff_services (company_id, staff_id, service_id)
       select company_id, $2, id from service returning service_id as id`,
      [salon.companyId, salon.staffIds[0]],
    );
    await changeService(jana(), {
      ...{ appointmentId: id, version: 1, serviceId: rows[0]!.id, reason: "" },
    });

    expect(JSON.stringify(await newestDeadline())).toContain("6000");
  });

  it("goes by the company's rules again where a cancellation is taken back", async () => {
    await askNewTime(jana(), { appointmentId: id, version: 1, reason: "Lena ist krank" });
    await cancelAppointment(marlene(), { appointmentId: id, version: 1, reason: "" });
    await takeStep(jana(), { appointmentId: id, version: 2, step: "restore", reason: "Doch" });

    expect(await newestDeadline()).toMatchObject({ rescheduleUntil: before(24).toISOString() });
  });
});

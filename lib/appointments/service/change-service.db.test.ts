import { beforeEach, describe, expect, it } from "vitest";

import {
  AppointmentChanged,
  NothingChanged,
  NotOffered,
  OutsideOpeningHours,
  ReasonRequired,
  SlotTaken,
} from "@/lib/appointments/errors";
import { changeService } from "@/lib/appointments/service/change-service";
import type { Actor } from "@/lib/tenancy/actor";
import { NotFound } from "@/lib/tenancy/errors";
import { owner } from "@/tests/support/database";
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

const MINUTE_MS = 60_000;
let salon: TestSalon;
let appointmentId: string;
let colouring: string;

beforeEach(async () => {
  salon = await createSalon();
  appointmentId = await createAppointment(salon);
  colouring = await offer(90);
});

async function offer(minutes: number): Promise<string> {
  const [row] = (
    await owner.query<{ id: string }>(
      `with service as (
         insert into services (company_id, name, duration_minutes, price_minor, buffer_after_minutes)
         values ($1, 'Farbe ' || $2::int, $2, 8900, 15) returning company_id, id)
       insert into staff_services (company_id, staff_id, service_id)
       select company_id, $3, id from service returning service_id as id`,
      [salon.companyId, minutes, salon.staffIds[0]],
    )
  ).rows;

  return row!.id;
}

const change = (
  input: Partial<Parameters<typeof changeService>[1]> = {},
  { actor = salon.owner, now = NOW }: { actor?: Actor; now?: Date } = {},
) =>
  changeService(as(salon.companyId, actor, now), {
    appointmentId,
    version: 1,
    serviceId: colouring,
    reason: "",
    ...input,
  });

describe("changeService", () => {
  it("takes the new service's time and price, and tells the customer what was and what is", async () => {
    await change();
    const [row] = await stored(
      "select ends_at, price_minor, buffer_after_minutes, version from appointments where id = $1",
      appointmentId,
    );
    const [line] = await stored(
      "select action, old_values, new_values from appointment_audit_logs where appointment_id = $1 and version = 2",
      appointmentId,
    );
    const [mail] = await stored(
      "select kind, snapshot from appointment_email_queue where appointment_id = $1",
      appointmentId,
    );

    expect(row).toEqual({
      ends_at: new Date(STARTS_AT.getTime() + 90 * MINUTE_MS),
      price_minor: 8900,
      buffer_after_minutes: 15,
      version: 2,
    });
    expect(line).toMatchObject({
      action: "service_changed",
      old_values: { service: { name: "Damenhaarschnitt" }, priceMinor: 4900 },
      new_values: { service: { name: "Farbe 90" }, priceMinor: 8900 },
    });
    expect(mail).toMatchObject({
      kind: "changed",
      snapshot: {
        ...{ previousService: "Damenhaarschnitt", service: "Farbe 90", priceMinor: 8900 },
        previousEndsAt: new Date(STARTS_AT.getTime() + 45 * MINUTE_MS).toISOString(),
        endsAt: new Date(STARTS_AT.getTime() + 90 * MINUTE_MS).toISOString(),
      },
    });
  });

  it("is refused where the longer time, or the time after it, is somebody else's", async () => {
    const customerId = await createCustomer(salon);
    await createAppointment(salon, {
      startsAt: new Date(STARTS_AT.getTime() + 90 * MINUTE_MS),
      customerId,
    });

    await expect(change()).rejects.toThrow(SlotTaken);
    await expect(change({ serviceId: await offer(75) })).resolves.toEqual({ version: 2 });
  });

  it("takes longer only within the hours that are worked, or with a reason that is kept", async () => {
    const staff = await addMember(salon.companyId, "staff", { staffId: salon.staffIds[0] });
    const evening = new Date("2027-03-10T15:00:00Z");
    appointmentId = await createAppointment(salon, { startsAt: evening });
    const log = `select new_values->>'override' as override from appointment_audit_logs
      where appointment_id = $1 and version > 1 order by version`;

    await expect(change()).rejects.toThrow(OutsideOpeningHours);
    await expect(change({ reason: "Bitte" }, { actor: staff })).rejects.toThrow(
      OutsideOpeningHours,
    );
    await expect(change({ serviceId: await offer(60) }, { actor: staff })).resolves.toBeDefined();
    await expect(change({ version: 2, reason: "Auf Wunsch" })).resolves.toEqual({ version: 3 });
    // What already lasts too long may become shorter.
    await change({ version: 3, serviceId: await offer(75) }, { actor: staff });
    expect(await stored(log, appointmentId)).toEqual([
      { override: null },
      { override: "outside-opening-hours" },
      { override: null },
    ]);
  });

  it("refuses what is not offered, not new, not current, not theirs, and late without a reason", async () => {
    const elsewhere = await createSalon();
    const colleague = await addMember(salon.companyId, "staff", { staffId: salon.staffIds[1] });
    const late = new Date(STARTS_AT.getTime() - 60 * MINUTE_MS);

    await expect(change({ serviceId: elsewhere.serviceId })).rejects.toThrow(NotOffered);
    await expect(change({ serviceId: salon.serviceId })).rejects.toThrow(NothingChanged);
    await expect(change({ version: 2 })).rejects.toThrow(AppointmentChanged);
    await expect(change({}, { actor: colleague })).rejects.toThrow(NotFound);
    await expect(change({}, { actor: linkHolder(salon, appointmentId) })).rejects.toThrow(NotFound);
    await expect(change({}, { now: late })).rejects.toThrow(ReasonRequired);
    await change({ reason: "Auf Wunsch am Platz" }, { now: late });
    const [line] = await stored(
      "select new_values->>'override' as override from appointment_audit_logs where appointment_id = $1 and version = 2",
      appointmentId,
    );
    expect(line).toEqual({ override: "notice-too-short" });
  });
});

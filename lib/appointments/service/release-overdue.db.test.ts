import { beforeEach, describe, expect, it } from "vitest";

import { AppointmentChanged } from "@/lib/appointments/errors";
import { bookAppointment, holdNewSlot } from "@/lib/appointments/service/book-appointment";
import { cancelAppointment } from "@/lib/appointments/service/cancel-appointment";
import { changeService } from "@/lib/appointments/service/change-service";
import { holdSlot } from "@/lib/appointments/service/hold-slot";
import {
  listReassignable,
  reassignAppointment,
} from "@/lib/appointments/service/reassign-appointments";
import { releaseOverdue } from "@/lib/appointments/service/release-overdue";
import { rescheduleAppointment } from "@/lib/appointments/service/reschedule-appointment";
import { takeStep } from "@/lib/appointments/service/take-step";
import { owner } from "@/tests/support/database";
import {
  as,
  createAppointment,
  createCustomer,
  createSalon,
  NOW,
  STARTS_AT,
  stored,
  type TestSalon,
} from "@/tests/support/salon";

const MINUTE_MS = 60_000;
/** Thursday, 13:00 in Berlin. */
const THURSDAY = new Date("2027-03-11T12:00:00Z");

let salon: TestSalon;
let appointmentId: string;

beforeEach(async () => {
  salon = await createSalon();
  appointmentId = await createAppointment(salon);
});

const ctx = () => as(salon.companyId, salon.owner);
const minutesLater = (at: Date, minutes: number) => new Date(at.getTime() + minutes * MINUTE_MS);

/** A customer's hold of three quarters of an hour that has run out and that nobody has swept yet. */
async function leaveHold({
  startsAt,
  staffId = salon.staffIds[0],
  customerId,
}: {
  startsAt: Date;
  staffId?: string;
  customerId?: string;
}): Promise<void> {
  await owner.query(
    `insert into appointment_reservations (company_id, type, staff_id, service_id, starts_at, ends_at,
       holder, customer_id, hold_number, expires_at)
     values ($1, 'new_booking', $2, $3, $4, $5, 'customer:' || $6::text, $6::uuid, 1, now() - interval '1 minute')`,
    [
      salon.companyId,
      staffId,
      salon.serviceId,
      startsAt,
      minutesLater(startsAt, 45),
      customerId ?? (await createCustomer(salon)),
    ],
  );
}

const holds = () =>
  stored("select status from appointment_reservations where company_id = $1", salon.companyId);
const move = () => ({
  ...{ appointmentId, version: 1, startsAt: THURSDAY, staffId: salon.staffIds[0], reason: "" },
});
const booking = (customerId: string) => ({
  customerId,
  serviceId: salon.serviceId,
  branchId: salon.branchId,
  staffId: salon.staffIds[0],
  startsAt: THURSDAY,
});

async function reassign(): Promise<boolean> {
  const { companyId, staffIds } = salon;

  return ctx().transaction(async (db) => {
    const [appointment] = await listReassignable(db, { companyId, staffId: staffIds[0], now: NOW });
    const to = appointment!.free[0]!;

    return reassignAppointment(ctx(), db, { appointment: appointment!, to });
  });
}

describe("a hold that has run out, swept or not", () => {
  it("keeps no member from moving to its time", async () => {
    await leaveHold({ startsAt: THURSDAY });

    await expect(rescheduleAppointment(ctx(), move())).resolves.toEqual({ version: 2 });
    expect(await holds()).toEqual([{ status: "expired" }]);
  });

  it("keeps nobody's customer from being elsewhere", async () => {
    const { customerId, staffIds } = salon;
    await leaveHold({ startsAt: THURSDAY, staffId: staffIds[1], customerId });

    await expect(rescheduleAppointment(ctx(), move())).resolves.toEqual({ version: 2 });
  });

  it("keeps nobody from holding the time for an appointment", async () => {
    const { customerId, staffIds } = salon;
    await leaveHold({ startsAt: THURSDAY, staffId: staffIds[1], customerId });

    await expect(holdSlot(ctx(), move())).resolves.toHaveProperty("id");
  });

  it("makes room for a longer service", async () => {
    const [service] = await stored(
      `with longer as (insert into services (company_id, name, duration_minutes, price_minor)
         values ($1, 'Farbe', 90, 8900) returning company_id, id)
       insert into staff_services (company_id, staff_id, service_id)
       select company_id, $2, id from longer returning service_id as id`,
      salon.companyId,
      salon.staffIds[0],
    );
    await leaveHold({ startsAt: minutesLater(STARTS_AT, 45) });

    await expect(
      changeService(ctx(), {
        ...{ appointmentId, version: 1, reason: "", serviceId: String(service?.["id"]) },
      }),
    ).resolves.toEqual({ version: 2 });
  });

  it("keeps no cancelled appointment from being restored", async () => {
    const input = { appointmentId, version: 1, reason: "", category: "other" as const };
    await cancelAppointment(ctx(), input);
    await leaveHold({ startsAt: STARTS_AT });

    await expect(
      takeStep(ctx(), { appointmentId, version: 2, step: "restore", reason: "" }),
    ).resolves.toEqual({ version: 3 });
  });

  it("keeps no colleague from taking an appointment over", async () => {
    await leaveHold({ startsAt: STARTS_AT, staffId: salon.staffIds[1] });

    await expect(reassign()).resolves.toBe(true);
  });

  it.each(["booked", "held"])("keeps no new appointment from being %s", async (how) => {
    const customerId = await createCustomer(salon);
    await leaveHold({ startsAt: THURSDAY, staffId: salon.staffIds[1], customerId });
    const wanted = booking(customerId);

    await expect(
      how === "held"
        ? holdNewSlot(ctx(), wanted)
        : bookAppointment(ctx(), { ...wanted, holdId: undefined, notes: "", reason: "" }),
    ).resolves.toHaveProperty("id");
  });

  it("is all that ends: what is still held stays so", async () => {
    const [lena, mehmet] = salon.staffIds;
    await leaveHold({ startsAt: THURSDAY });
    await owner.query(
      "update appointment_reservations set expires_at = now() + interval '1 minute' where company_id = $1",
      [salon.companyId],
    );
    await leaveHold({ startsAt: THURSDAY, staffId: mehmet });
    await ctx().transaction((db) => releaseOverdue(ctx(), db, { staffId: lena, appointmentId }));

    expect(await holds()).toEqual([{ status: "active" }, { status: "active" }]);
  });

  it("is ended by two who meet over it without a deadlock", async () => {
    const customerId = await createCustomer(salon);
    for (const staffId of salon.staffIds) {
      await leaveHold({
        startsAt: THURSDAY,
        staffId,
        customerId: staffId === salon.staffIds[0] ? customerId : salon.customerId,
      });
    }
    const outcomes = await Promise.allSettled([
      rescheduleAppointment(ctx(), move()),
      holdSlot(ctx(), move()),
      bookAppointment(ctx(), {
        ...booking(customerId),
        staffId: salon.staffIds[1],
        ...{ holdId: undefined, notes: "", reason: "" },
      }),
    ]);

    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused.every(({ reason }) => reason instanceof AppointmentChanged)).toBe(true);
    expect(outcomes[2].status).toBe("fulfilled");
    expect((await holds()).filter(({ status }) => status === "expired")).toHaveLength(2);
  });
});

import { beforeEach, describe, expect, it } from "vitest";

import { SlotTaken } from "@/lib/appointments/errors";
import { bookAppointment, holdNewSlot } from "@/lib/appointments/service/book-appointment";
import { holdSlot } from "@/lib/appointments/service/hold-slot";
import { behindLock } from "@/tests/support/behind-lock";
import { attackAs, owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createAppointment,
  createSalon,
  STARTS_AT,
  stored,
  type TestSalon,
} from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
});

const hold = (colleague: 0 | 1 = 0) => {
  const { companyId, customerId, serviceId, branchId, staffIds } = salon;
  const wanted = { customerId, serviceId, branchId, staffId: staffIds[colleague] };

  return holdNewSlot(as(companyId, salon.owner), { ...wanted, startsAt: STARTS_AT });
};
const hoursLater = (hours: number) => new Date(STARTS_AT.getTime() + hours * 3_600_000);
const states = async () =>
  (
    await stored(
      "select status from appointment_reservations where company_id = $1 order by id",
      salon.companyId,
    )
  ).map(({ status }) => status);

describe("a time that a member keeps for a new booking", () => {
  it("is one, also when the form is sent twice at once", async () => {
    const { membershipId } = salon.owner;
    const outcomes = await behindLock({ table: "memberships", id: membershipId, waiting: 2 }, () =>
      Promise.allSettled([hold(), hold()]),
    );

    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
    expect(await states()).toEqual(["cancelled", "active"]);
  });

  it("gives way to the next one, run out or not", async () => {
    await hold();
    await hold(1);
    await owner.query(
      "update appointment_reservations set expires_at = now() where company_id = $1 and status = 'active'",
      [salon.companyId],
    );
    await hold();

    expect(await states()).toEqual(["cancelled", "expired", "active"]);
  });

  it("is nobody else's to use, and leaves what they keep for a move", async () => {
    const { companyId, customerId, serviceId, branchId, staffIds } = salon;
    const appointmentId = await createAppointment(salon, { startsAt: hoursLater(2) });
    const moved = { appointmentId, version: 1, startsAt: hoursLater(4), staffId: staffIds[0] };
    await holdSlot(as(companyId, salon.owner), moved);
    const { id: holdId } = await hold();
    const colleague = as(companyId, await addMember(companyId, "admin"));
    const wanted = { customerId, serviceId, branchId, staffId: staffIds[0], startsAt: STARTS_AT };
    const book = { ...wanted, holdId, notes: "", reason: "" };

    await expect(bookAppointment(colleague, book)).rejects.toThrow(SlotTaken);
    expect(await states()).toEqual(["active", "active"]);
  });

  it("is one past the services, too", async () => {
    await hold();
    const another = `insert into appointment_reservations (company_id, type, staff_id, service_id, starts_at, ends_at, holder)
      select company_id, type, $2, service_id, starts_at, ends_at, holder from appointment_reservations
      where company_id = $1`;

    expect(await attackAs(salon.companyId, another, [salon.companyId, salon.staffIds[1]])).toBe(
      "23505",
    );
  });
});

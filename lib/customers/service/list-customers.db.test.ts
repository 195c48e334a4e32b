import { beforeEach, describe, expect, it } from "vitest";

import { cancelAppointment } from "@/lib/appointments/service/cancel-appointment";
import { customerFilterSchema } from "@/lib/customers/schema";
import { listCustomers } from "@/lib/customers/service/list-customers";
import type { Member } from "@/lib/tenancy/actor";
import {
  addMember,
  as,
  createAppointment,
  createBranch,
  createSalon,
  STARTS_AT,
  type TestSalon,
} from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
});

const list = async (member: Member = salon.owner) =>
  (await listCustomers(as(salon.companyId, member), customerFilterSchema.parse({}))).customers;
const at = (day: string) => new Date(`${day}T09:00:00Z`);

describe("a line of the customers' list", () => {
  it("says when they come next and were here last, whatever was cancelled", async () => {
    await createAppointment(salon, { startsAt: at("2027-02-05"), status: "completed" });
    for (const day of ["2027-02-10", "2027-03-05"]) {
      const appointmentId = await createAppointment(salon, { startsAt: at(day) });
      const ctx = as(salon.companyId, salon.owner, at("2027-02-01"));
      await cancelAppointment(ctx, { appointmentId, version: 1, reason: "" });
    }
    await createAppointment(salon);

    expect(await list()).toMatchObject([
      { appointmentCount: 4, lastAt: at("2027-02-05"), nextAt: STARTS_AT },
    ]);
  });

  it("tells of no appointment that is not the member's to see", async () => {
    const potsdam = await createBranch(salon);
    await createAppointment(potsdam, { startsAt: at("2027-02-12"), status: "completed" });
    await createAppointment(potsdam, { startsAt: at("2027-03-04") });
    await createAppointment(salon);
    const { companyId, branchId, staffIds } = salon;
    const manager = await addMember(companyId, "manager", { branchId });
    const staff = await addMember(companyId, "staff", { staffId: staffIds[0] });

    const theirs = [{ appointmentCount: 1, lastAt: null, nextAt: STARTS_AT }];
    expect(await list(manager)).toMatchObject(theirs);
    expect(await list(staff)).toMatchObject(theirs);
    expect(await list()).toMatchObject([{ appointmentCount: 3, lastAt: at("2027-02-12") }]);
  });
});

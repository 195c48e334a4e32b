import { beforeEach, describe, expect, it } from "vitest";

import { listBookingChoices } from "@/lib/appointments/service/booking-choices";
import { NotFound } from "@/lib/tenancy/errors";
import type { Role } from "@/lib/tenancy/roles";
import { owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createBranch,
  createSalon,
  type TestSalon,
  VISITOR,
} from "@/tests/support/salon";

let salon: TestSalon;
let potsdam: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
  potsdam = await createBranch(salon);
});

/** Names of the branches, and of each service with the branches it is offered in. */
async function choices(role: Role, place: { branchId?: string; staffId?: string } = {}) {
  const { companyId } = salon;
  const found = await listBookingChoices(as(companyId, await addMember(companyId, role, place)));
  const nameOf = (id: string) => found.branches.find((branch) => branch.id === id)?.name;

  return {
    branches: found.branches.map(({ name }) => name),
    services: found.services.map(({ name, branchIds }) => [name, branchIds.map(nameOf).sort()]),
  };
}
const addService = async (name: string, staffId: string) =>
  owner.query(
    `with added as (
       insert into services (company_id, name, duration_minutes, price_minor) values ($1, $2, 30, 2000)
       returning company_id, id)
     insert into staff_services (company_id, staff_id, service_id) select company_id, $3, id from added`,
    [salon.companyId, name, staffId],
  );
const HAIRCUT = "Damenhaarschnitt";

describe("what a member can book", () => {
  it("is what the whole company does, what a branch does, or what they do themselves", async () => {
    const [lena, mehmet] = salon.staffIds;
    await addService("Bartpflege", mehmet);
    await addService("Färben", potsdam.staffIds[0]);

    expect(await choices("owner")).toEqual({
      branches: ["Berlin", "Potsdam"],
      services: [
        ["Bartpflege", ["Berlin"]],
        [HAIRCUT, ["Berlin", "Potsdam"]],
        ["Färben", ["Potsdam"]],
      ],
    });
    expect(await choices("manager", { branchId: salon.branchId })).toEqual({
      branches: ["Berlin"],
      services: [
        ["Bartpflege", ["Berlin"]],
        [HAIRCUT, ["Berlin"]],
      ],
    });
    expect(await choices("staff", { staffId: lena })).toEqual({
      branches: ["Berlin"],
      services: [[HAIRCUT, ["Berlin"]]],
    });
    expect(await choices("staff")).toEqual({ branches: [], services: [] });
  });

  it("is nothing that is put away, and nothing that nobody does", async () => {
    const { companyId } = salon;
    await addService("Dauerwelle", salon.staffIds[0]);
    await addService("Färben", potsdam.staffIds[0]);
    await addService("Maniküre", salon.staffIds[1]);
    await owner.query("update staff set is_active = false where id = any ($1)", [
      [...potsdam.staffIds, salon.staffIds[1]],
    ]);
    await owner.query(
      "update services set is_active = false where company_id = $1 and name = 'Dauerwelle'",
      [companyId],
    );

    expect(await choices("owner")).toEqual({
      branches: ["Berlin"],
      services: [[HAIRCUT, ["Berlin"]]],
    });
  });

  it("is nobody's but a member's", async () => {
    await expect(listBookingChoices(as(salon.companyId, VISITOR))).rejects.toThrow(NotFound);
  });
});

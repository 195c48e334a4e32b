import { beforeEach, describe, expect, it } from "vitest";

import { listTeam } from "@/lib/team/service/list-team";
import type { Member } from "@/lib/tenancy/actor";
import { NotAllowed } from "@/lib/tenancy/errors";
import type { Role } from "@/lib/tenancy/roles";
import { owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createAppointment,
  createSalon,
  linkHolder,
  type TestSalon,
} from "@/tests/support/salon";

let salon: TestSalon;
let people: Record<Role, Member>;

beforeEach(async () => {
  salon = await createSalon();
  const { companyId, branchId, staffIds } = salon;
  people = {
    owner: salon.owner,
    admin: await addMember(companyId, "admin", { name: "Adam" }),
    manager: await addMember(companyId, "manager", { name: "Mara", branchId }),
    staff: await addMember(companyId, "staff", { name: "Stefan", branchId, staffId: staffIds[0] }),
  };
});

const seenBy = async (role: Role) => {
  const { members } = await listTeam(as(salon.companyId, people[role]));

  return members.map(({ name }) => name).sort();
};

describe("listTeam", () => {
  it.each([
    ["owner", ["Adam", "Jana Richter", "Mara", "Stefan"]],
    ["admin", ["Adam", "Jana Richter", "Mara", "Stefan"]],
    ["manager", ["Mara", "Stefan"]],
    ["staff", ["Stefan"]],
  ] as const)("shows the %s whom they may see", async (role, names) => {
    expect(await seenBy(role)).toEqual(names);
  });

  it("shows a manager nobody of another branch", async () => {
    const { rows } = await owner.query<{ id: string }>(
      `insert into branches (company_id, name, street, postal_code, city)
       values ($1, 'Potsdam', 'Brandenburger Straße 1', '14467', 'Potsdam') returning id`,
      [salon.companyId],
    );
    await addMember(salon.companyId, "staff", { name: "Petra", branchId: rows[0]!.id });

    expect(await seenBy("manager")).toEqual(["Mara", "Stefan"]);
    expect(await seenBy("owner")).toContain("Petra");
  });

  it("says what somebody is, where, and whether they have left, those last", async () => {
    await owner.query("update memberships set deactivated_at = now() where id = $1", [
      people.admin.membershipId,
    ]);
    const { members } = await listTeam(as(salon.companyId, salon.owner));

    expect(members.map(({ name }) => name)).toEqual(["Jana Richter", "Mara", "Stefan", "Adam"]);
    expect(members[2]).toMatchObject({
      id: people.staff.membershipId,
      role: "staff",
      branch: "Berlin",
      staff: "Lena Hofmann",
      deactivatedAt: null,
    });
    expect(Date.parse(members[3]!.deactivatedAt!)).toBeGreaterThan(0);
  });

  it("offers the branches, and the staff members who have no account yet", async () => {
    const { choices } = await listTeam(as(salon.companyId, salon.owner));

    expect(choices).toEqual({
      branches: [{ id: salon.branchId, name: "Berlin" }],
      staff: [{ id: salon.staffIds[1], name: "Mehmet Aydın", branchId: salon.branchId }],
    });
    for (const role of ["manager", "staff"] as const) {
      const team = await listTeam(as(salon.companyId, people[role]));
      expect(team).toMatchObject({ choices: { branches: [], staff: [] } });
    }
  });

  it("shows nothing of another company, and nothing to a customer", async () => {
    const elsewhere = await createSalon();
    const { members } = await listTeam(as(salon.companyId, salon.owner));
    const customer = linkHolder(salon, await createAppointment(salon));

    expect(members.map(({ id }) => id)).not.toContain(elsewhere.owner.membershipId);
    expect(() => listTeam(as(salon.companyId, customer))).toThrow(NotAllowed);
  });
});

import { beforeEach, describe, expect, it } from "vitest";

import { memberFilterSchema } from "@/lib/team/schema";
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

  it("shows a manager who works in their branch, and nobody of another one", async () => {
    const { rows } = await owner.query<{ id: string }>(
      `insert into branches (company_id, name, street, postal_code, city)
       values ($1, 'Potsdam', 'Brandenburger Straße 1', '14467', 'Potsdam') returning id`,
      [salon.companyId],
    );
    await addMember(salon.companyId, "staff", { name: "Petra", branchId: rows[0]!.id });

    const [, mehmet] = salon.staffIds;
    await addMember(salon.companyId, "staff", { name: "Mehmet", staffId: mehmet });

    expect(await seenBy("manager")).toEqual(["Mara", "Mehmet", "Stefan"]);
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
      branch: { name: "Berlin" },
      staff: { name: "Lena Hofmann", branch: "Berlin" },
      lastSeenAt: null,
      invitedBy: null,
      deactivatedAt: null,
    });
    expect(Date.parse(members[3]!.deactivatedAt!)).toBeGreaterThan(0);
  });

  it("says who invited somebody, and when they were last here", async () => {
    await owner.query(
      "update memberships set invited_by = $2, last_seen_at = '2027-02-28T10:00Z' where id = $1",
      [people.staff.membershipId, people.admin.membershipId],
    );
    const { members } = await listTeam(as(salon.companyId, salon.owner));

    expect(members.find(({ name }) => name === "Stefan")).toMatchObject({
      invitedBy: "Adam",
      lastSeenAt: "2027-02-28T10:00:00.000Z",
    });
  });

  it("is searched by name and address, and filtered by role, branch and whether somebody is in", async () => {
    await addMember(salon.companyId, "staff", { name: "100%", email: "hundert@example.org" });
    await owner.query("update memberships set deactivated_at = now() where id = $1", [
      people.admin.membershipId,
    ]);
    const found = async (filter: Record<string, string>) => {
      const ctx = as(salon.companyId, salon.owner);
      const { members } = await listTeam(ctx, memberFilterSchema.parse(filter));

      return members.map(({ name }) => name);
    };

    expect(await found({ search: "MARA" })).toEqual(["Mara"]);
    expect(await found({ search: "hundert@" })).toEqual(["100%"]);
    expect(await found({ search: "%" })).toEqual(["100%"]);
    expect(await found({ role: "owner" })).toEqual(["Jana Richter"]);
    expect(await found({ branchId: salon.branchId })).toEqual(["Mara", "Stefan"]);
    expect(await found({ activity: "deactivated" })).toEqual(["Adam"]);
    expect(await found({ activity: "active", role: "admin" })).toEqual([]);
    expect(await found({ role: "king", branchId: "x", activity: "asleep" })).toHaveLength(5);
    const all = await listTeam(as(salon.companyId, salon.owner), memberFilterSchema.parse({}));
    expect([all.activeCount, all.totalCount]).toEqual([4, 5]);
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

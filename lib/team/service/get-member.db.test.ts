import { beforeEach, describe, expect, it } from "vitest";

import { getMember } from "@/lib/team/service/get-member";
import type { Member } from "@/lib/tenancy/actor";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import {
  addMember,
  as,
  createAppointment,
  createBranch,
  createSalon,
  NOW,
  type TestSalon,
  VISITOR,
} from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
});

const get = (member: Member, actor: Member = salon.owner) =>
  getMember(as(salon.companyId, actor), member.membershipId);

describe("getMember", () => {
  it("is a member with what can be chosen for them, their own staff member included", async () => {
    const { branchId, staffIds, companyId } = salon;
    const member = await addMember(companyId, "staff", { branchId, staffId: staffIds[1] });
    await createAppointment(salon, { staffId: staffIds[1] });
    await createAppointment(salon, { startsAt: new Date(NOW.getTime() - 1), staffId: staffIds[1] });
    await createAppointment(salon, { staffId: staffIds[1], status: "no_show" });
    const found = await get(member);

    expect(found).toMatchObject({
      member: { id: member.membershipId, role: "staff", staff: { name: "Mehmet Aydın" } },
      whyNot: null,
      appointmentCount: 1,
      choices: { branches: [{ name: "Berlin" }] },
    });
    expect(found.choices.staff.map(({ name }) => name)).toEqual(["Mehmet Aydın", "Lena Hofmann"]);
  });

  it("says why somebody cannot be changed", async () => {
    const { branchId, companyId } = salon;
    const admin = await addMember(companyId, "admin");
    const manager = await addMember(companyId, "manager", { branchId });

    await expect(get(salon.owner, admin)).resolves.toHaveProperty("whyNot", "above-you");
    await expect(get(admin, admin)).resolves.toHaveProperty("whyNot", "not-yourself");
    await expect(get(manager, manager)).resolves.toMatchObject({
      whyNot: "only-managers",
      choices: { branches: [], staff: [] },
    });
  });

  it("shows a manager their branch, staff themselves, and nobody another company", async () => {
    const { branchId, companyId } = salon;
    const elsewhere = await createBranch(salon);
    const manager = await addMember(companyId, "manager", { branchId });
    const near = await addMember(companyId, "staff", { branchId });
    const far = await addMember(companyId, "staff", { branchId: elsewhere.branchId });
    const { owner: stranger } = await createSalon();

    await expect(get(near, manager)).resolves.toHaveProperty("member.id", near.membershipId);
    await expect(get(far, manager)).rejects.toThrow(NotFound);
    await expect(get(near, far)).rejects.toThrow(NotFound);
    await expect(get(near, near)).resolves.toHaveProperty("member.id", near.membershipId);
    await expect(get(stranger)).rejects.toThrow(NotFound);
    expect(() => getMember(as(companyId, VISITOR), near.membershipId)).toThrow(NotAllowed);
  });
});

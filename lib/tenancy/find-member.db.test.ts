import { beforeEach, describe, expect, it } from "vitest";

import { createVisitorContext } from "@/lib/tenancy/context";
import { findCompany, findMember } from "@/lib/tenancy/find-member";
import { owner } from "@/tests/support/database";
import { addMember, createSalon, type TestSalon } from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
});

const find = (userId: string, { slug = salon.slug, sessionEpoch = 1 } = {}) =>
  findMember(createVisitorContext(userId), { session: { userId, sessionEpoch }, slug });

describe("findMember", () => {
  it("is the signed-in person with their role and place in the company of the address", async () => {
    const { branchId, staffIds } = salon;
    const place = { branchId, staffId: staffIds[0], name: "Lena Hofmann" };
    const member = await addMember(salon.companyId, "staff", place);

    await expect(find(member.userId)).resolves.toMatchObject({
      company: { id: salon.companyId, slug: salon.slug, timeZone: "Europe/Berlin" },
      member,
      user: { locale: "de", timeZone: "Europe/Berlin" },
    });
  });

  it("reads the role again with every request", async () => {
    const member = await addMember(salon.companyId, "admin");
    await owner.query("update memberships set role = 'staff' where id = $1", [member.membershipId]);

    await expect(find(member.userId)).resolves.toHaveProperty("member.role", "staff");
  });

  it("is nobody once the membership has ended", async () => {
    const member = await addMember(salon.companyId, "staff");
    await owner.query("update memberships set deactivated_at = now() where id = $1", [
      member.membershipId,
    ]);

    await expect(find(member.userId)).resolves.toBeNull();
  });

  it("is nobody for a session from before it was ended, nor for one from the future", async () => {
    const { userId } = salon.owner;
    await owner.query("update users set session_epoch = 2 where id = $1", [userId]);

    await expect(find(userId)).resolves.toBeNull();
    await expect(find(userId, { sessionEpoch: 3 })).resolves.toBeNull();
    await expect(find(userId, { sessionEpoch: 2 })).resolves.not.toBeNull();
  });

  it("is nobody in another company, behind an unknown address, or without an account", async () => {
    const elsewhere = await createSalon();

    await expect(find(salon.owner.userId, { slug: elsewhere.slug })).resolves.toBeNull();
    await expect(find(salon.owner.userId, { slug: "gibt-es-nicht" })).resolves.toBeNull();
    await expect(find(salon.owner.userId, { slug: "' or true --" })).resolves.toBeNull();
    await expect(find(crypto.randomUUID())).resolves.toBeNull();
  });
});

describe("findCompany", () => {
  it("finds a company by its address for everybody, and none behind an unknown one", async () => {
    const visitor = createVisitorContext(null);

    await expect(findCompany(visitor, salon.slug)).resolves.toHaveProperty("id", salon.companyId);
    await expect(findCompany(visitor, "gibt-es-nicht")).resolves.toBeNull();
  });
});

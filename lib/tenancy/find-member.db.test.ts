import { beforeEach, describe, expect, it } from "vitest";

import type { SessionClaim } from "@/lib/accounts/service/get-account";
import { createContext, createVisitorContext } from "@/lib/tenancy/context";
import { findCompany, findMember, markSeen } from "@/lib/tenancy/find-member";
import type { Role } from "@/lib/tenancy/roles";
import { owner } from "@/tests/support/database";
import { addMember, createSalon, createSession, type TestSalon } from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
});

const find = async (userId: string, { slug = salon.slug, sessionEpoch = 1 } = {}) =>
  findMember(createVisitorContext(userId), {
    session: await createSession(userId, sessionEpoch),
    slug,
  });

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
    const nobody = { ...(await createSession(salon.owner.userId)), userId: crypto.randomUUID() };
    const visitor = createVisitorContext(nobody.userId);
    await expect(findMember(visitor, { session: nobody, slug: salon.slug })).resolves.toBeNull();
  });

  it("is nobody for a session that was ended, has run out, or is somebody else's", async () => {
    const { userId } = salon.owner;
    const visitor = createVisitorContext(userId);
    const findBy = (session: SessionClaim) => findMember(visitor, { session, slug: salon.slug });
    const open = await createSession(userId);
    const ended = await createSession(userId);
    const over = await createSession(userId);
    await owner.query("update user_sessions set ended_at = now() where id = $1", [ended.sessionId]);
    await owner.query("update user_sessions set expires_at = now() where id = $1", [
      over.sessionId,
    ]);
    const foreign = await createSession((await addMember(salon.companyId, "staff")).userId);

    await expect(findBy(open)).resolves.not.toBeNull();
    await expect(findBy(ended)).resolves.toBeNull();
    await expect(findBy(over)).resolves.toBeNull();
    await expect(findBy({ ...open, sessionId: foreign.sessionId })).resolves.toBeNull();
  });

  it("says that the portal is closed to everybody while the company is not in the pilot", async () => {
    await owner.query("update companies set is_pilot = false where id = $1", [salon.companyId]);

    await expect(find(salon.owner.userId)).resolves.toHaveProperty("gate", "pilot");
  });

  it("asks owners and admins for a second factor where the company does", async () => {
    const gateOf = async (role: Role) =>
      (await find((await addMember(salon.companyId, role, { branchId: salon.branchId })).userId))
        ?.gate;
    await expect(gateOf("owner")).resolves.toBeNull();
    await owner.query("update companies set is_second_factor_required = true where id = $1", [
      salon.companyId,
    ]);

    await expect(gateOf("owner")).resolves.toBe("second-factor");
    await expect(gateOf("admin")).resolves.toBe("second-factor");
    await expect(gateOf("manager")).resolves.toBeNull();
    await expect(gateOf("staff")).resolves.toBeNull();
    await owner.query(
      "update users set totp_secret = '\\x00', totp_enabled_at = now() where id = $1",
      [salon.owner.userId],
    );
    await expect(find(salon.owner.userId)).resolves.toHaveProperty("gate", null);
  });
});

describe("markSeen", () => {
  it("notes that a member is here, once in a few minutes", async () => {
    const { userId, membershipId } = salon.owner;
    const session = await createSession(userId);
    const visitor = createVisitorContext(userId);
    const read = async () => (await findMember(visitor, { session, slug: salon.slug }))?.isUnseen;

    await expect(read()).resolves.toBe(true);
    await markSeen(createContext(salon.companyId, salon.owner), {
      membershipId,
      sessionId: session.sessionId,
    });
    await expect(read()).resolves.toBe(false);
    await owner.query(
      "update memberships set last_seen_at = now() - interval '6 minutes' where id = $1",
      [membershipId],
    );
    await expect(read()).resolves.toBe(true);
  });
});

describe("findCompany", () => {
  it("finds a company by its address for everybody, and none behind an unknown one", async () => {
    const visitor = createVisitorContext(null);

    await expect(findCompany(visitor, salon.slug)).resolves.toHaveProperty("id", salon.companyId);
    await expect(findCompany(visitor, "gibt-es-nicht")).resolves.toBeNull();
  });
});

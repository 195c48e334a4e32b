import { beforeEach, describe, expect, it } from "vitest";

import { StaffTaken } from "@/lib/invitations/errors";
import { LastOwner, NotYourself } from "@/lib/team/errors";
import { deactivateMember as deactivate } from "@/lib/team/service/deactivate-member";
import { reactivateMember } from "@/lib/team/service/reactivate-member";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import { type Role, ROLES } from "@/lib/tenancy/roles";
import { behindLock } from "@/tests/support/behind-lock";
import { owner } from "@/tests/support/database";
import { addMember, as, createSalon, stored, type TestSalon, VISITOR } from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
});

/** Of somebody who has no appointments. */
const deactivateMember = (ctx: TenantContext, membershipId: string) =>
  deactivate(ctx, { membershipId, all: undefined, appointments: [] });
const byOwner = () => as(salon.companyId, salon.owner);
const isActive = async (membershipId: string) => {
  const sql = "select deactivated_at is null as active from memberships where id = $1";

  return (await stored(sql, membershipId))[0]?.["active"];
};
const eventsOf = async (membershipId: string) => {
  const sql = "select event, actor_id, data from activity_log where subject_id = $1 order by id";

  return stored(sql, membershipId);
};

describe("deactivateMember and reactivateMember", () => {
  it("end a membership and take it up again with the same role, both in the log", async () => {
    const { membershipId: id } = await addMember(salon.companyId, "admin", { name: "Adam" });
    await deactivateMember(byOwner(), id);
    expect(await isActive(id)).toBe(false);
    await reactivateMember(byOwner(), id);

    expect(await stored("select role, deactivated_at from memberships where id = $1", id)).toEqual([
      { role: "admin", deactivated_at: null },
    ]);
    const line = { actor_id: salon.owner.userId, data: { name: "Adam" } };
    expect(await eventsOf(id)).toEqual([
      { event: "user_deactivated", ...line },
      { event: "user_reactivated", ...line },
    ]);
  });

  it("end the sessions for good: none comes back with the membership, nobody else's is touched", async () => {
    const gone = await addMember(salon.companyId, "admin", { name: "Adam" });
    const colleague = await addMember(salon.companyId, "staff");
    for (const { userId } of [gone, colleague]) {
      await owner.query(
        "insert into user_sessions (user_id, expires_at) values ($1, now() + interval '1 day')",
        [userId],
      );
    }
    await deactivateMember(byOwner(), gone.membershipId);
    await reactivateMember(byOwner(), gone.membershipId);

    const open = "select from user_sessions where user_id = $1 and ended_at is null";
    expect(await stored(open, gone.userId)).toEqual([]);
    expect(await stored(open, colleague.userId)).toHaveLength(1);
  });

  it("do what was done already only once", async () => {
    const { membershipId: id } = await addMember(salon.companyId, "staff");
    await expect(reactivateMember(byOwner(), id)).rejects.toThrow(NotFound);
    const outcomes = await behindLock({ table: "memberships", id, waiting: 3 }, () =>
      Promise.allSettled([1, 2, 3].map(() => deactivateMember(byOwner(), id))),
    );

    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await eventsOf(id)).toHaveLength(1);
  });

  const allowed: Record<Role, Role[]> = {
    owner: ["owner", "admin", "manager", "staff"],
    admin: ["admin", "manager", "staff"],
    manager: [],
    staff: [],
  };
  const pairs = ROLES.flatMap((actor) => ROLES.map((other) => [actor, other] as const));

  it.each(pairs)("are held to the table of roles: %s deactivates %s", async (role, other) => {
    const { branchId } = salon;
    const actor = as(salon.companyId, await addMember(salon.companyId, role, { branchId }));
    const { membershipId: id } = await addMember(salon.companyId, other, { branchId });
    const outcome = await deactivateMember(actor, id).then(
      () => "deactivated",
      (error: unknown) => (error instanceof NotAllowed ? "not allowed" : error),
    );

    const isAllowed = allowed[role].includes(other);
    expect(outcome).toBe(isAllowed ? "deactivated" : "not allowed");
    expect(await isActive(id)).toBe(!isAllowed);
  });

  it("are not for oneself, and not for somebody who is no member", async () => {
    const { membershipId: id } = await addMember(salon.companyId, "staff");

    await expect(deactivateMember(byOwner(), salon.owner.membershipId)).rejects.toThrow(
      NotYourself,
    );
    await expect(deactivateMember(as(salon.companyId, VISITOR), id)).rejects.toThrow(NotAllowed);
    expect(await isActive(id)).toBe(true);
  });

  it("do not find another company's or an unknown membership", async () => {
    const elsewhere = await createSalon();
    const { membershipId: id } = await addMember(elsewhere.companyId, "staff");

    await expect(deactivateMember(byOwner(), id)).rejects.toThrow(NotFound);
    await expect(deactivateMember(byOwner(), crypto.randomUUID())).rejects.toThrow(NotFound);
    expect(await isActive(id)).toBe(true);
  });

  it("leave the company an owner when two owners deactivate each other at once", async () => {
    const other = await addMember(salon.companyId, "owner");
    const outcomes = await Promise.allSettled([
      deactivateMember(byOwner(), other.membershipId),
      deactivateMember(as(salon.companyId, other), salon.owner.membershipId),
    ]);

    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toBeInstanceOf(LastOwner);
    expect(
      [await isActive(other.membershipId), await isActive(salon.owner.membershipId)].sort(),
    ).toEqual([false, true]);
  });

  it("say so when the company would be left without an owner", async () => {
    const other = await addMember(salon.companyId, "owner");
    await owner.query("update memberships set role = 'admin' where id = $1", [other.membershipId]);

    // Whoever has been demoted since their page was opened still is an owner in this request.
    const late = as(salon.companyId, other);
    await expect(deactivateMember(late, salon.owner.membershipId)).rejects.toThrow(LastOwner);
    expect(await isActive(salon.owner.membershipId)).toBe(true);
    expect(await eventsOf(salon.owner.membershipId)).toEqual([]);
  });

  it("refuse to bring back somebody whose staff member has another account by now", async () => {
    const place = { staffId: salon.staffIds[0] };
    const { membershipId: id } = await addMember(salon.companyId, "staff", place);
    await deactivateMember(byOwner(), id);
    await addMember(salon.companyId, "staff", place);

    await expect(reactivateMember(byOwner(), id)).rejects.toThrow(StaffTaken);
    expect(await isActive(id)).toBe(false);
  });
});

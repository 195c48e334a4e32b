import { beforeEach, describe, expect, it } from "vitest";

import { StaffTaken } from "@/lib/invitations/errors";
import { MemberChanged, NotYourself } from "@/lib/team/errors";
import { changeMemberSchema } from "@/lib/team/schema";
import { changeMember } from "@/lib/team/service/change-member";
import type { Member } from "@/lib/tenancy/actor";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import { type Role, ROLES } from "@/lib/tenancy/roles";
import { behindLock } from "@/tests/support/behind-lock";
import { owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createBranch,
  createSalon,
  stored,
  type TestSalon,
  VISITOR,
} from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
});

type Change = { role?: string; branchId?: string | null; staffId?: string | null };

/** What a page posts that shows a member as they are and on which somebody has changed something. */
const form = (member: Member, change: Change) =>
  changeMemberSchema.parse({
    membershipId: member.membershipId,
    role: change.role ?? member.role,
    branchId: (change.branchId === undefined ? member.branchId : change.branchId) ?? "",
    staffId: (change.staffId === undefined ? member.staffId : change.staffId) ?? "",
    seenRole: member.role,
    seenBranchId: member.branchId ?? "",
    seenStaffId: member.staffId ?? "",
  });
const change = (member: Member, to: Change, actor: Member = salon.owner) =>
  changeMember(as(salon.companyId, actor), form(member, to));
const now = async ({ membershipId }: Member) =>
  (
    await stored("select role, branch_id, staff_id from memberships where id = $1", membershipId)
  )[0];
const events = ({ membershipId }: Member) =>
  stored(
    "select event, actor_name, data from activity_log where subject_id = $1 order by id",
    membershipId,
  );

describe("changeMember", () => {
  it("changes role, branch and staff member, each with what it was and is", async () => {
    const { branchId, staffIds, companyId } = salon;
    const other = await createBranch(salon);
    const member = await addMember(companyId, "staff", { branchId, staffId: staffIds[0] });
    await change(member, { role: "manager", branchId: other.branchId, staffId: staffIds[1] });

    expect(await now(member)).toEqual({
      role: "manager",
      branch_id: other.branchId,
      staff_id: staffIds[1],
    });
    const by = { actor_name: "Jana Richter" };
    const name = "Katharina Vogel";
    expect(await events(member)).toEqual([
      { event: "user_role_changed", ...by, data: { name, old: "staff", new: "manager" } },
      { event: "user_branch_changed", ...by, data: { name, old: "Berlin", new: "Potsdam" } },
      {
        event: "user_staff_linked",
        ...by,
        data: { name, old: "Lena Hofmann", new: "Mehmet Aydın" },
      },
    ]);
  });

  it("takes away branch and staff member, and writes nothing where nothing changed", async () => {
    const { branchId, staffIds, companyId } = salon;
    const member = await addMember(companyId, "staff", { branchId, staffId: staffIds[0] });
    await change(member, {});
    expect(await events(member)).toEqual([]);
    await change(member, { branchId: null, staffId: null });

    expect(await now(member)).toEqual({ role: "staff", branch_id: null, staff_id: null });
    expect((await events(member)).map(({ event }) => event)).toEqual([
      "user_branch_changed",
      "user_staff_linked",
    ]);
  });

  it("is refused to who has seen something else than there is, and says who was faster", async () => {
    const member = await addMember(salon.companyId, "staff");
    await change(member, { role: "admin" });
    const late = change(member, { branchId: salon.branchId });

    await expect(late).rejects.toThrow(MemberChanged);
    await expect(late).rejects.toMatchObject({ params: { name: "Jana Richter", minutes: 0 } });
    expect(await now(member)).toMatchObject({ role: "admin", branch_id: null });
  });

  it("is refused as well where somebody has given them another branch or calendar meanwhile", async () => {
    const { companyId, branchId, staffIds } = salon;
    const member = await addMember(companyId, "staff", { branchId });
    await change(member, { branchId: null });
    await expect(change(member, { role: "admin" })).rejects.toThrow(MemberChanged);
    const other = await addMember(companyId, "staff", { branchId });
    await change(other, { staffId: staffIds[0] });
    await expect(change(other, { role: "admin" })).rejects.toThrow(MemberChanged);

    expect(await now(member)).toMatchObject({ role: "staff", branch_id: null });
    expect(await now(other)).toMatchObject({ role: "staff", staff_id: staffIds[0] });
  });

  it("lets one of two admins through who decide at the same moment", async () => {
    const member = await addMember(salon.companyId, "staff");
    const outcomes = await behindLock(
      { table: "memberships", id: member.membershipId, waiting: 2 },
      () =>
        Promise.allSettled([
          change(member, { role: "admin" }),
          change(member, { branchId: salon.branchId }),
        ]),
    );

    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused.map(({ reason }) => reason instanceof MemberChanged)).toEqual([true]);
    expect(await events(member)).toHaveLength(1);
  });

  it("leaves the company an owner when two owners demote each other at once", async () => {
    const other = await addMember(salon.companyId, "owner");
    const outcomes = await Promise.allSettled([
      change(other, { role: "admin" }),
      change(salon.owner, { role: "admin" }, other),
    ]);

    expect(outcomes.filter(({ status }) => status === "rejected")).toMatchObject([
      { reason: { code: "last-owner" } },
    ]);
    const roles = [await now(other), await now(salon.owner)].map((row) => row?.["role"]);
    expect(roles.sort()).toEqual(["admin", "owner"]);
  });

  it("refuses a staff member who has an account, and what is another company's", async () => {
    const elsewhere = await createSalon();
    const { branchId, staffIds } = salon;
    await addMember(salon.companyId, "staff", { branchId, staffId: staffIds[0] });
    const member = await addMember(salon.companyId, "staff");

    const taken = change(member, { staffId: staffIds[0] });
    await expect(taken).rejects.toThrow(StaffTaken);
    await expect(taken).rejects.toMatchObject({ issues: [{ path: ["staffId"] }] });
    await expect(change(member, { branchId: elsewhere.branchId })).rejects.toThrow(NotFound);
    await expect(change(member, { staffId: elsewhere.staffIds[0] })).rejects.toThrow(NotFound);
    await expect(change(elsewhere.owner, { role: "admin" })).rejects.toThrow(NotFound);
    await owner.query("update memberships set deactivated_at = now() where id = $1", [
      member.membershipId,
    ]);
    await expect(change(member, { role: "admin" })).rejects.toThrow(NotFound);
  });

  it("needs a branch for a manager", () => {
    const input = { membershipId: crypto.randomUUID(), role: "manager", seenRole: "staff" };

    expect(changeMemberSchema.safeParse(input).error?.issues).toMatchObject([
      { path: ["branchId"], message: "branch-required" },
    ]);
  });
});

describe("who may make whom what", () => {
  /** By the role of who asks: which roles they may take somebody from, and to. */
  const within: Record<Role, readonly Role[]> = {
    owner: ["owner", "admin", "manager", "staff"],
    admin: ["admin", "manager", "staff"],
    manager: [],
    staff: [],
  };
  const triples = ROLES.flatMap((actor) =>
    ROLES.flatMap((from) => ROLES.map((to) => [actor, from, to] as const)),
  );

  it.each(triples)("is held to the table of roles: %s makes %s to %s", async (role, from, to) => {
    const { branchId, companyId } = salon;
    const actor = await addMember(companyId, role, { branchId });
    const member = await addMember(companyId, from, { branchId });
    const outcome = await change(member, { role: to }, actor).then(
      () => "changed",
      (error: unknown) => (error instanceof NotAllowed ? "not allowed" : error),
    );

    const isAllowed = within[role].includes(from) && within[role].includes(to);
    expect(outcome).toBe(isAllowed ? "changed" : "not allowed");
    expect((await now(member))?.["role"]).toBe(isAllowed ? to : from);
  });

  it.each(ROLES)("never includes oneself: %s", async (role) => {
    const member = await addMember(salon.companyId, role, { branchId: salon.branchId });

    for (const to of ROLES) {
      await expect(change(member, { role: to }, member)).rejects.toThrow(
        role === "owner" || role === "admin" ? NotYourself : NotAllowed,
      );
    }
    expect((await now(member))?.["role"]).toBe(role);
  });

  it("is nobody who is no member", async () => {
    const member = await addMember(salon.companyId, "staff");
    const input = form(member, { role: "admin" });

    await expect(changeMember(as(salon.companyId, VISITOR), input)).rejects.toThrow(NotAllowed);
  });
});

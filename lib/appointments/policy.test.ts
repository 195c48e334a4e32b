import { describe, expect, it } from "vitest";

import { canChange, canOverride, canSee } from "@/lib/appointments/policy";
import type { Actor, Member } from "@/lib/tenancy/actor";
import type { Role } from "@/lib/tenancy/roles";

const appointment = { id: "a1", staffId: "s1", branchId: "b1" };
const member = (role: Role, place: Partial<Member> = {}): Member => ({
  kind: "member",
  userId: "u1",
  membershipId: "m1",
  name: "Jana",
  role,
  branchId: null,
  staffId: null,
  ...place,
});
const link = (appointmentId: string): Actor => ({
  kind: "customer",
  appointmentId,
  customerId: "c1",
  name: "Marlene",
});

describe("appointments", () => {
  it.each([
    ["an owner", member("owner"), true, true],
    ["an admin", member("admin"), true, true],
    ["the branch's manager", member("manager", { branchId: "b1" }), true, true],
    ["another branch's manager", member("manager", { branchId: "b2" }), false, false],
    ["the staff member", member("staff", { staffId: "s1" }), true, false],
    ["another staff member", member("staff", { staffId: "s2" }), false, false],
    ["a member linked to nobody", member("staff"), false, false],
    ["the link's holder", link("a1"), true, false],
    ["another link's holder", link("a2"), false, false],
    ["a job", { kind: "system", name: "job" } as const, false, false],
  ])("%s: change %s, override %s", (_who, actor, change, override) => {
    expect(canSee(actor, appointment)).toBe(change);
    expect(canChange(actor, appointment)).toBe(change);
    expect(canOverride(actor, appointment)).toBe(override);
  });
});

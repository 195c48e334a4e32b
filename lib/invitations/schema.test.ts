import { describe, expect, it } from "vitest";

import { acceptInvitationSchema, inviteSchema } from "@/lib/invitations/schema";

describe("an invitation", () => {
  it("needs a branch for a manager, and says so at that field", () => {
    const form = { email: "anna@example.org", role: "manager", branchId: "" };

    expect(inviteSchema.safeParse(form).error?.issues).toMatchObject([
      { path: ["branchId"], message: "branch-required" },
    ]);
    const branchId = crypto.randomUUID();
    expect(inviteSchema.safeParse({ ...form, branchId }).success).toBe(true);
  });

  it("takes an empty field for no value, and no role that there is not", () => {
    const form = { email: " anna@example.org ", role: "staff", branchId: "", staffId: "" };

    expect(inviteSchema.parse(form)).toEqual({
      email: "anna@example.org",
      role: "staff",
      branchId: undefined,
      staffId: undefined,
      locale: "de",
      message: "",
    });
    expect(inviteSchema.safeParse({ ...form, role: "operator" }).success).toBe(false);
  });
});

describe("accepting", () => {
  it("asks a new person for a name and a good password, and a known one for theirs", () => {
    const accepts = (form: object) => acceptInvitationSchema.safeParse(form).success;

    expect(accepts({ as: "new", name: "Anna Berg", password: "lang genug" })).toBe(true);
    expect(accepts({ as: "new", name: "", password: "lang genug" })).toBe(false);
    expect(accepts({ as: "new", name: "Anna Berg", password: "zu kurz" })).toBe(false);
    expect(accepts({ as: "existing", password: "alt" })).toBe(true);
    expect(accepts({ as: "existing", password: "" })).toBe(false);
    expect(accepts({ as: "owner", name: "Anna Berg", password: "lang genug" })).toBe(false);
  });
});

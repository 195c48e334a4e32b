import { describe, expect, it } from "vitest";

import { emailSchema, maskEmail, normaliseEmail } from "@/lib/shared/email";

describe("normaliseEmail", () => {
  it.each([
    ["Anna@Example.ORG", "anna@example.org"],
    ["  anna@example.org ", "anna@example.org"],
    ["ａｎｎａ@example.org", "anna@example.org"],
  ])("reads %s as %s", (typed, normalised) => {
    expect(normaliseEmail(typed)).toBe(normalised);
  });
});

describe("emailSchema", () => {
  it("keeps the address as typed, without the spaces around it", () => {
    expect(emailSchema.parse(" Anna@Example.org ")).toBe("Anna@Example.org");
  });

  it.each(["", "anna", "anna@", "a b@example.org", `${"x".repeat(250)}@example.org`])(
    "refuses %s",
    (typed) => {
      expect(emailSchema.safeParse(typed).success).toBe(false);
    },
  );
});

describe("maskEmail", () => {
  it("shows the first letter and the domain", () => {
    expect(maskEmail("marlene@example.org")).toBe("m•••@example.org");
  });
});

import { describe, expect, it } from "vitest";

import { nameSchema, newPasswordSchema, signInSchema } from "@/lib/accounts/schema";

describe("a name", () => {
  it.each(["Anna Berg", "Đặng Thị Ánh", "李 伟", "O'Neil-García", "  Anna Berg "])(
    "may be %s",
    (name) => {
      expect(nameSchema.parse(name)).toBe(name.trim());
    },
  );

  it.each([
    "",
    " A ",
    "x".repeat(121),
    "Anna\r\nBcc: alle@example.org",
    "Anna\tBerg",
    "Anna\u2028Berg",
    "Anna\u0000Berg",
    "Anna\uD800Berg",
  ])("is refused where it could not stand in a mail's subject: %j", (name) => {
    expect(nameSchema.safeParse(name).success).toBe(false);
  });
});

describe("a new password", () => {
  it("has between 10 and 200 characters, whatever they are", () => {
    expect(newPasswordSchema.safeParse(" ".repeat(10)).success).toBe(true);
    expect(newPasswordSchema.safeParse("x".repeat(200)).success).toBe(true);
    expect(newPasswordSchema.safeParse("x".repeat(9)).success).toBe(false);
    expect(newPasswordSchema.safeParse("x".repeat(201)).success).toBe(false);
  });
});

describe("signing in", () => {
  it("takes an old password of any length, and asks for both fields", () => {
    expect(signInSchema.safeParse({ email: "a@example.org", password: "x" }).success).toBe(true);
    expect(signInSchema.safeParse({ email: "", password: "" }).error?.issues).toMatchObject([
      { path: ["email"], message: "email-invalid" },
      { path: ["password"], message: "required" },
    ]);
  });
});

import { describe, expect, it } from "vitest";

import { phoneHref, phoneSchema } from "@/lib/shared/phone";

describe("a phone number", () => {
  it.each([
    ...["abc", "1234", "0-3-0", "-", "030 12345 bei der Mutter", "030 1+2345", "12 ext 345678"],
    ...["+49 30 1234567 / 0171 2345678", "1234567890123456", "anna@example.org", "030 12345 x"],
  ])("is not “%s”, and nobody dials it", (text) => {
    expect(phoneSchema.safeParse(text).error?.issues).toMatchObject([{ message: "phone-invalid" }]);
    expect(phoneHref(text)).toBeNull();
  });

  it.each([
    ["(030) 12 345", "tel:03012345"],
    ["030/123-45.67", "tel:0301234567"],
    ["+49 (30) 12 345", "tel:+493012345"],
    ["+49 (0)30 123456", "tel:+4930123456"],
    ["+123456789012345", "tel:+123456789012345"],
    ["0049 30 123456 Durchwahl 12", "tel:004930123456;ext=12"],
    ["+1 212 555 0123 ext. 4567", "tel:+12125550123;ext=4567"],
  ])("is kept as it was written, %s, and dialled as %s", (text, href) => {
    expect(phoneSchema.parse(` ${text} `)).toBe(text);
    expect(phoneHref(text)).toBe(href);
  });

  it("may be missing, and loses what an address book has put around it", () => {
    expect(phoneSchema.parse("  ")).toBe("");
    expect(phoneSchema.parse("\u202d+49\u00a030\u201112345\u202c")).toBe("+49 30-12345");
  });
});

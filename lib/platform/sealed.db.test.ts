import { describe, expect, it } from "vitest";

import { seal, unseal } from "@/lib/platform/sealed";

describe("a sealed secret", () => {
  it("is read again for its own purpose", () => {
    expect(unseal(seal("JBSWY3DPEHPK3PXP ü", "totp"), "totp")).toBe("JBSWY3DPEHPK3PXP ü");
  });

  it("shows nothing of itself, and looks different each time", () => {
    const [one, other] = [seal("geheim", "totp"), seal("geheim", "totp")];

    expect(Buffer.from(one).toString("latin1")).not.toContain("geheim");
    expect(one).not.toEqual(other);
  });

  it("is refused for another purpose, and after any byte was changed", () => {
    const sealed = seal("geheim", "totp");

    expect(() => unseal(sealed, "calendar")).toThrow(/authenticate/);
    for (const position of sealed.keys()) {
      const changed = sealed.with(position, (sealed[position] ?? 0) ^ 1);
      expect(() => unseal(changed, "totp")).toThrow(/authenticate/);
    }
  });
});

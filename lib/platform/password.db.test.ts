import { verify } from "@node-rs/argon2";
import { describe, expect, it, vi } from "vitest";

import { hashPassword, verifyPassword } from "@/lib/platform/password";

vi.mock("@node-rs/argon2", { spy: true });

const compared = () => vi.mocked(verify).mock.lastCall?.[0] as string;
const shape = (hash: string) => hash.replaceAll(/[^$,=]/g, "x");

describe("a password", () => {
  it("is right or wrong, however its letters are composed", async () => {
    const stored = await hashPassword("Ku\u0308rbis");

    await expect(verifyPassword({ stored, whose: "a" }, "K\u00fcrbis")).resolves.toBe(true);
    await expect(verifyPassword({ stored, whose: "a" }, "Kurbis")).resolves.toBe(false);
  });

  it("costs as much where there is none: a hash of the same shape, of its own for each address", async () => {
    const stored = await hashPassword("x");
    const decoys: string[] = [];
    for (const whose of ["anna@example.org", "anna@example.org", "berta@example.org"]) {
      await expect(verifyPassword({ stored: null, whose }, "x")).resolves.toBe(false);
      decoys.push(compared());
    }

    expect(new Set(decoys).size).toBe(2);
    expect(decoys.map(shape)).toEqual(decoys.map(() => shape(stored)));
    expect(decoys[0]?.split("$").slice(0, 4)).toEqual(stored.split("$").slice(0, 4));
  });
});

import { describe, expect, it } from "vitest";

import { shortened } from "@/lib/shared/shortened";

describe("a text that is cut", () => {
  it.each([
    ["is as it was where it is short enough", "Färben 💇", 20, "Färben 💇"],
    ["has no half of a sign at its end", "Haar💇", 5, "Haar\uFFFD"],
    ["has no half of a sign from before", "Haar\uD83D", 20, "Haar\uFFFD"],
    ["has nothing that cannot be stored, and is cut after that", "H\0aa\0r!", 4, "Haar"],
  ])("%s", (_what, text, length, expected) => {
    expect(shortened(text, length)).toBe(expected);
  });
});

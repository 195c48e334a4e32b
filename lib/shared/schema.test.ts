import { describe, expect, it } from "vitest";

import { textSchema } from "@/lib/shared/schema";

describe("what somebody types", () => {
  it.each(["eins\r\nzwei", "eins\rzwei", "eins\nzwei"])(
    "has the same line ends whoever sends it: %j",
    (typed) => {
      expect(textSchema(20).parse(typed)).toBe("eins\nzwei");
    },
  );

  it("is as long as it looks: a line end counts once, as in the browser's own limit", () => {
    expect(textSchema(3).safeParse("a\r\nb").success).toBe(true);
    expect(textSchema(2).safeParse("a\r\nb").success).toBe(false);
  });

  it("is trimmed, composed, and without control characters", () => {
    expect(textSchema(20).parse("  Zoe\u0308 ")).toBe("Zoë");
    expect(textSchema(20).safeParse("a\u0000b").success).toBe(false);
  });
});

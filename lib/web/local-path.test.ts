import { describe, expect, it } from "vitest";

import { localPath } from "@/lib/web/local-path";

describe("localPath", () => {
  it.each(["/", "/morgenlicht", "/morgenlicht/team?page=2#open"])("keeps %s", (path) => {
    expect(localPath(path)).toBe(path);
  });

  it.each([
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
    "morgenlicht",
    null,
    42,
  ])("leads %s to the start", (path) => {
    expect(localPath(path)).toBe("/");
  });
});

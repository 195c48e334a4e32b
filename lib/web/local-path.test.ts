import { describe, expect, it } from "vitest";

import { localPath } from "@/lib/web/local-path";

describe("localPath", () => {
  it.each(["/", "/morgenlicht", "/morgenlicht/team?page=2#open"])("keeps %s", (path) => {
    expect(localPath(path)).toBe(path);
  });

  it.each([
    ["/morgenlicht/../lindenhof", "/lindenhof"],
    ["/./team", "/team"],
    ["/Übersicht?q=ä b", "/%C3%9Cbersicht?q=%C3%A4%20b"],
  ])("reads %s as browsers do", (path, read) => {
    expect(localPath(path)).toBe(read);
  });

  it.each([
    "https://evil.example/",
    "//evil.example/",
    "/..//evil.example",
    "/.//evil.example",
    "/a/..//evil.example/b",
    "/%2e%2e//evil.example",
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

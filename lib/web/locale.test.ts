import { describe, expect, it } from "vitest";

import { preferred } from "@/lib/web/locale";

describe("preferred", () => {
  it.each([
    ["", "de"],
    ["en-US,en;q=0.9", "en"],
    ["fr-FR,fr;q=0.9,en;q=0.8,de;q=0.7", "en"],
    ["de;q=0.5,en;q=0.9", "en"],
    ["fr", "de"],
    [";;;=,,", "de"],
  ])("answers %s in %s", (header, locale) => {
    expect(preferred(header)).toBe(locale);
  });
});

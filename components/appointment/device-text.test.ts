import { describe, expect, it } from "vitest";

import { deviceText } from "@/components/appointment/device-text";

const say = (_key: string, values: Record<string, string | number> = {}) =>
  `${String(values["browser"])} auf ${String(values["system"])}`;

describe("deviceText", () => {
  it.each([
    ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Safari/604.1", "Safari auf iPhone"],
    ["Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge auf Windows"],
    ["Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome auf Android"],
    ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15) Firefox/145.0", "Firefox auf macOS"],
    ["curl/8.5.0 (Linux)", "Linux"],
    ["curl/8.5.0", null],
    ["<script>alert(1)</script>", null],
    [null, null],
  ])("names %s as %s", (userAgent, name) => {
    expect(deviceText(userAgent, say)).toBe(name);
  });
});

import { describe, expect, it } from "vitest";

import { clientAddress } from "@/lib/web/request-origin";

describe("clientAddress", () => {
  it.each([
    ["203.0.113.9", 0, "203.0.113.9"],
    ["6.6.6.6, 203.0.113.9", 0, "203.0.113.9"],
    ["6.6.6.6, 203.0.113.9, 10.0.0.1", 1, "203.0.113.9"],
    ["203.0.113.9", 3, "203.0.113.9"],
    ["::ffff:203.0.113.9", 0, "203.0.113.9"],
    ["2001:db8::1", 0, "2001:db8::1"],
    ["'; drop table users; --", 0, null],
    ["", 0, null],
  ])("of %s behind %i proxies is %s", (header, proxies, expected) => {
    expect(clientAddress(header, proxies)).toBe(expected);
  });
});

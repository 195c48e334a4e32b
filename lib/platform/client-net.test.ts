import { describe, expect, it } from "vitest";

import { clientNet } from "@/lib/platform/client-net";

describe("clientNet", () => {
  it.each([
    ["203.0.113.9", "203.0.113.9"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:DB8:0001:0002::9", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["2001:db8:0:0:ffff:ffff:ffff:ffff", "2001:db8:0:0::/64"],
    ["2001:db8:1:2::", "2001:db8:1:2::/64"],
    ["1::2:3:4:5:6:7", "1:0:2:3::/64"],
    ["::1", "0:0:0:0::/64"],
    ["::", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ])("makes one client of %s and its neighbours", (ip, net) => {
    expect(clientNet(ip)).toBe(net);
  });

  it.each([
    "::ffff:203.0.113.9",
    "::FFFF:203.0.113.9",
    "::ffff:cb00:7109",
    "0:0:0:0:0:ffff:203.0.113.9",
    "0000:0000:0000:0000:0000:ffff:cb00:7109",
  ])("reads %s as the IPv4 address that it is", (ip) => {
    expect(clientNet(ip)).toBe("203.0.113.9");
  });

  it.each(["", "unknown", "203.0.113", "2001:db8:::1", "[::1]", "::1]/x", "12345::1"])(
    "leaves %j, which is no address, as it is",
    (text) => {
      expect(clientNet(text)).toBe(text);
    },
  );
});

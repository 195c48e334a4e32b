import { isIP, type LookupFunction } from "node:net";
import { describe, expect, it } from "vitest";

import {
  isPrivateAddress,
  lookUpPublic,
  PrivateAddress,
  readBaseUrl,
} from "@/lib/platform/calcom/base-url";

const outside = (text: string) => readBaseUrl(text, { allowPrivateHosts: false });
const inside = (text: string) => readBaseUrl(text, { allowPrivateHosts: true });

describe("the address that somebody types", () => {
  it.each([
    ["https://api.cal.com", "https://api.cal.com"],
    [" https://api.cal.com/v2/ ", "https://api.cal.com"],
    ["https://api.cal.eu", "https://api.cal.eu"],
    ["https://termine.example.org/cal/api/", "https://termine.example.org/cal/api"],
    ["https://CAL.example.org:8443", "https://cal.example.org:8443"],
  ])("%s is taken", (text, url) => {
    expect(outside(text)).toBe(url);
  });

  it.each([
    ...["api.cal.com", "", "http://api.cal.com", "ftp://api.cal.com", "file:///etc/passwd"],
    ...["https://me:secret@api.cal.com", "https://api.cal.com?key=1", "https://api.cal.com#a"],
    ...["http://localhost:3000", "https://127.0.0.1", "https://[::1]", "https://10.1.2.3"],
    ...["https://169.254.169.254", "https://192.168.0.1", "https://[fd00::1]", "https://0.0.0.0"],
    ...["https://2130706433", "https://0x7f.1", "https://[::ffff:10.0.0.1]"],
  ])("%s is not", (text) => {
    expect(outside(text)).toBeNull();
  });

  it("may be this machine where that is switched on, and nothing else without TLS", () => {
    expect(inside("http://127.0.0.1:8026")).toBe("http://127.0.0.1:8026");
    expect(inside("https://10.1.2.3")).toBe("https://10.1.2.3");
    expect(inside("http://10.1.2.3")).toBeNull();
  });
});

describe("the address that a name leads to", () => {
  it.each(["93.184.215.14", "8.8.8.8", "2606:4700::1"])("%s is public", (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });

  it.each([
    ...["10.0.0.1", "172.31.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254", "127.0.0.2"],
    ...["::1", "fe80::1", "fd12::1", "::ffff:127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1"],
  ])("%s is not", (address) => {
    expect(isIP(address)).not.toBe(0);
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each([{ all: true }, { all: false }])(
    "is looked at when the connection is made (%o)",
    async (options) => {
      const refused = await new Promise<Parameters<Parameters<LookupFunction>[2]>[0]>((resolve) => {
        lookUpPublic("localhost", options, (error) => {
          resolve(error);
        });
      });

      expect(refused).toBeInstanceOf(PrivateAddress);
    },
  );
});

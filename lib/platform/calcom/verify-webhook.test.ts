import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";

import { isSignedByCalcom } from "@/lib/platform/calcom/verify-webhook";

const body = Buffer.from('{"triggerEvent":"BOOKING_CREATED"}');
const sign = (secret: string) => createHmac("sha256", secret).update(body).digest("hex");

describe("a webhook of Cal.com", () => {
  it("is genuine when one of the secrets signed exactly its bytes", () => {
    expect(isSignedByCalcom(body, sign("new"), ["new"])).toBe(true);
    expect(isSignedByCalcom(body, sign("old"), ["new", "old"])).toBe(true);
    expect(isSignedByCalcom(Buffer.from(`${body.toString()} `), sign("new"), ["new"])).toBe(false);
  });

  it.each([
    ["no signature", null],
    ["the words for no secret", "no-secret-provided"],
    ["another secret", sign("guessed")],
    ["a prefix", `sha256=${sign("new")}`],
    ["a part", sign("new").slice(0, 62)],
    ["nothing", ""],
  ])("is not with %s", (_what, signature) => {
    expect(isSignedByCalcom(body, signature, ["new", "old"])).toBe(false);
  });

  it("is not where no secret is known, not even by an empty one", () => {
    expect(isSignedByCalcom(body, sign("new"), [])).toBe(false);
    expect(isSignedByCalcom(body, sign(""), [""])).toBe(false);
  });
});

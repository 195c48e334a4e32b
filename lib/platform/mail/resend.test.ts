import type { ErrorResponse } from "resend";
import { describe, expect, it } from "vitest";

import { classify, restSeconds } from "@/lib/platform/mail/resend";

const refused = (statusCode: number | null, name: string, headers?: Record<string, string>) =>
  classify({ statusCode, name, message: "because" } as ErrorResponse, headers);

describe("what Resend's refusals mean for a mail", () => {
  it.each([
    [400, "validation_error", "permanent"],
    [400, "invalid_idempotency_key", "permanent"],
    [401, "missing_api_key", "configuration"],
    [401, "restricted_api_key", "configuration"],
    [403, "invalid_api_key", "configuration"],
    [403, "validation_error", "configuration"],
    [404, "not_found", "permanent"],
    [405, "method_not_allowed", "permanent"],
    [409, "concurrent_idempotent_requests", "temporary"],
    [409, "invalid_idempotent_request", "permanent"],
    [422, "invalid_attachment", "permanent"],
    [422, "invalid_from_address", "permanent"],
    [422, "missing_required_field", "permanent"],
    [429, "rate_limit_exceeded", "busy"],
    [429, "something_new", "busy"],
    [429, "daily_quota_exceeded", "quota"],
    [429, "monthly_quota_exceeded", "quota"],
    [413, "application_error", "permanent"],
    [408, "application_error", "temporary"],
    [451, "security_error", "permanent"],
    [500, "application_error", "temporary"],
    [500, "internal_server_error", "temporary"],
    [503, "something_new", "temporary"],
    [null, "application_error", "temporary"],
    [null, "something_new", "temporary"],
  ])("takes %s %s as %s", (statusCode, name, outcome) => {
    expect(refused(statusCode, name)).toMatchObject({ outcome, error: `${name}: because` });
  });

  it.each([
    ["a second", {}, 1],
    ["what the answer says", { "retry-after": "7" }, 7],
    ["until the window is over", { "ratelimit-reset": "3" }, 3],
    ["a second at least", { "retry-after": "0" }, 1],
    ["a second when the answer is nonsense", { "retry-after": "soon" }, 1],
  ])("waits %s when it was too fast", (_what, headers, seconds) => {
    expect(refused(429, "rate_limit_exceeded", headers)).toHaveProperty(
      "retryAfterSeconds",
      seconds,
    );
  });

  it("reads a date in retry-after as well", () => {
    const inAMinute = new Date(Date.now() + 60_000).toUTCString();
    const delivery = refused(429, "rate_limit_exceeded", { "retry-after": inAMinute });

    expect(delivery).toHaveProperty("retryAfterSeconds");
    expect((delivery as { retryAfterSeconds: number }).retryAfterSeconds).toBeGreaterThan(55);
  });

  it("knows when an empty quota is filled again, if the answer says so", () => {
    expect(refused(429, "daily_quota_exceeded", { "retry-after": "600" })).toEqual({
      outcome: "quota",
      error: "daily_quota_exceeded: because",
      retryAfterSeconds: 600,
    });
  });
});

describe("what an acceptance says about the next mail", () => {
  it.each([
    [{ "ratelimit-remaining": "0", "ratelimit-reset": "1" }, 1],
    [{ "ratelimit-remaining": "1", "ratelimit-reset": "1" }, null],
    [{}, null],
    [null, null],
  ])("%j: wait %s seconds", (headers, seconds) => {
    expect(restSeconds(headers)).toBe(seconds);
  });
});

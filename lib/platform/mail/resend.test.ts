import type { ErrorResponse } from "resend";
import { describe, expect, it } from "vitest";

import { classify } from "@/lib/platform/mail/resend";

const refused = (statusCode: number | null, name: string) =>
  classify({ statusCode, name, message: "because" } as ErrorResponse);

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
    [429, "daily_quota_exceeded", "configuration"],
    [429, "monthly_quota_exceeded", "configuration"],
    [451, "security_error", "permanent"],
    [500, "application_error", "temporary"],
    [500, "internal_server_error", "temporary"],
    [503, "something_new", "temporary"],
    [null, "application_error", "temporary"],
    [null, "something_new", "temporary"],
  ])("takes %s %s as %s", (statusCode, name, outcome) => {
    expect(refused(statusCode, name)).toMatchObject({ outcome, error: `${name}: because` });
  });

  it("waits a second when it was too fast", () => {
    expect(refused(429, "rate_limit_exceeded")).toHaveProperty("retryAfterSeconds", 1);
  });
});

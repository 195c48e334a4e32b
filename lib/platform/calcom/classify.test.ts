import { describe, expect, it } from "vitest";

import { classify, waitMs } from "@/lib/platform/calcom/classify";

const NOW = Date.parse("2026-11-02T07:00:00Z");
const reply = (status: number, message: string) =>
  classify({ status, headers: {}, text: JSON.stringify({ status: "error", error: { message } }) });

describe("what a refusal means", () => {
  it.each([
    [400, "User either already has booking at this time or is not available", "slot-gone"],
    [400, "One of the hosts either already has booking at this time", "slot-gone"],
    [400, "Attempting to book a meeting in the past.", "past"],
    [400, "Cannot cancel a booking that has already ended", "ended"],
    [400, "This booking has already been cancelled.", "already-cancelled"],
    [400, "This event type does not allow cancellations", "rule"],
    [400, "words of next year", "rule"],
    [403, "Rescheduling is not allowed within the minimum notice period", "notice"],
    [401, "User not a host of this event", "rule"],
    [422, "words of next year", "slot-gone"],
    [413, "too large", "rule"],
  ])("%i %s: %s", (status, message, reason) => {
    expect(reply(status, message)).toMatchObject({ kind: "refused", reason });
  });

  it.each([
    [401, "Your api key is not valid.", "unauthorised"],
    [403, "Forbidden resource", "unauthorised"],
    [498, "ACCESS_TOKEN_IS_EXPIRED", "unauthorised"],
    [404, "Booking not found.", "unknown"],
    [404, "Cannot GET /v2/bookings/x", "unauthorised"],
    [409, "No more seats left", "conflict"],
    [408, "", "outage"],
    [524, "", "outage"],
  ])("%i %s: %s", (status, message, kind) => {
    expect(reply(status, message)).toHaveProperty("kind", kind);
  });

  it("keeps what they say, in short", () => {
    expect(reply(400, "property metadata should not exist")).toHaveProperty(
      "message",
      "400 property metadata should not exist",
    );
    expect(reply(400, "x ".repeat(500))).toSatisfy(
      ({ message }: { message: string }) => message.length <= 200,
    );
  });
});

describe("what a message never holds", () => {
  it.each([
    ["a uid of letters", "to booking with uid=abcdefghijklmnopqrstuv.", "abcdefghijklmnopqrstuv"],
    ["a uid without its name", "Try 7Yq8fKc2sWbNn4uHq1Zx9t instead", "7Yq8fKc2sWbNn4uHq1Zx9t"],
    ["a key", "cal_live_x is not valid", "cal_live_x"],
    ["an address", "anna@example.org is busy", "anna@example.org"],
  ])("%s", (_what, message, secret) => {
    expect(reply(400, message)).toSatisfy(
      (answer: { message: string }) => !answer.message.includes(secret),
    );
  });
});

describe("how long a limit wants us to wait", () => {
  const seconds = (at: number) => String(Math.round(at / 1000));

  it.each([
    ["as Retry-After says", { "retry-after": "12" }, 12_000],
    ["until its date", { "retry-after": "Mon, 02 Nov 2026 07:00:30 GMT" }, 30_000],
    ["the seconds of the window", { "x-ratelimit-reset-default": "41" }, 41_000],
    ["until the window's Unix time", { "x-ratelimit-reset-api": seconds(NOW + 20_000) }, 20_000],
    ["until it in milliseconds", { "x-ratelimit-reset-default": String(NOW + 20_000) }, 20_000],
    ["a minute when nothing is said", {}, 60_000],
    ["a minute when it makes no sense", { "retry-after": "soon" }, 60_000],
    ["a second at least", { "retry-after": "0" }, 1000],
    ["an hour at most", { "retry-after": "999999" }, 3_600_000],
  ])("%s", (_what, headers, ms) => {
    expect(waitMs(headers, NOW)).toBe(ms);
  });
});

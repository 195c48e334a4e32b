import { describe, expect, it } from "vitest";

import { canCancel, errorWords, mailState, retryMode, successRate } from "@/lib/delivery/rules";
import type { Mail } from "@/lib/delivery/schema";

const NOW = new Date("2026-11-23T09:42:00Z");
const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000).toISOString();

const mail = (change: Partial<Mail>): Mail => ({
  ...{ id: "m1", queue: "invitation-emails", kind: "invitation", recipient: "anna@example.org" },
  ...{ status: "pending", attempts: 0, maxAttempts: 3, nextAttemptAt: minutes(0) },
  ...{ lockedUntil: null, error: null, deliveryState: null, deliveryAt: null },
  ...{ deliveryDetail: null, createdAt: minutes(-60), sentAt: null },
  ...{ isReplaced: false, isSuppressed: false, appointment: null },
  ...change,
});

describe("what is said of a mail", () => {
  it.each([
    [{}, "waiting"],
    [{ attempts: 1 }, "retrying"],
    [{ lockedUntil: minutes(1) }, "sending"],
    [{ lockedUntil: minutes(-1) }, "waiting"],
    [{ status: "sent" }, "sent"],
    [{ status: "sent", deliveryState: "delayed" }, "delayed"],
    [{ status: "sent", deliveryState: "delivered" }, "delivered"],
    [{ status: "sent", deliveryState: "complained" }, "complained"],
    [{ status: "sent", deliveryState: "bounced" }, "bounced"],
    [{ status: "sent", deliveryState: "failed" }, "refused"],
    [{ status: "sent", deliveryState: "suppressed" }, "suppressed"],
    [{ status: "failed", error: "validation_error: no" }, "failed"],
    [{ status: "failed", error: "address_suppressed" }, "suppressed"],
    [{ status: "cancelled" }, "cancelled"],
    [{ status: "cancelled", deliveryState: "delivered" }, "delivered"],
  ] as const)("%j is %s", (change, state) => {
    expect(mailState(mail(change), NOW)).toBe(state);
  });
});

describe("sending a mail again", () => {
  it.each([
    ["a waiting mail's next attempt is brought forward", { nextAttemptAt: minutes(5) }, "now"],
    ["a mail that is due anyway is left alone", {}, null],
    [
      "a mail that is being handed over is left alone",
      { nextAttemptAt: minutes(5), lockedUntil: minutes(1) },
      null,
    ],
    ["a failed mail gets one more attempt", { status: "failed", attempts: 3 }, "again"],
    [
      "after a day it is a new mail, because the provider has forgotten the key",
      { status: "failed", createdAt: minutes(-23 * 60) },
      "anew",
    ],
    ["and after twenty attempts", { status: "failed", maxAttempts: 20 }, "anew"],
    ["a mail that came back is a new one", { status: "sent", deliveryState: "bounced" }, "anew"],
    ["a mail that arrived is not sent again", { status: "sent", deliveryState: "delivered" }, null],
    ["nor one that may still arrive", { status: "sent" }, null],
    ["nor one whose reader complained", { status: "sent", deliveryState: "complained" }, null],
    ["nor one that was called off", { status: "cancelled" }, null],
    ["nor one that has been sent again", { status: "failed", isReplaced: true }, null],
  ] as const)("%s", (_what, change, mode) => {
    expect(retryMode(mail({ nextAttemptAt: minutes(0), ...change }), NOW)).toBe(mode);
  });
});

it("only a mail that waits and that nobody has in hand can be called off", () => {
  expect(canCancel(mail({}), NOW)).toBe(true);
  expect(canCancel(mail({ lockedUntil: minutes(1) }), NOW)).toBe(false);
  expect(canCancel(mail({ status: "sent" }), NOW)).toBe(false);
});

describe("errors in words", () => {
  it.each([
    ["address_suppressed", "suppressed"],
    ["invalid_api_key: API key is invalid", "key"],
    ["daily_quota_exceeded: no", "quota"],
    ["rate_limit_exceeded: no", "busy"],
    ["application_error: Unable to fetch data. The request could not be resolved.", "unreachable"],
    ["application_error: Internal server error", "provider"],
    ["validation_error: The `to` field", "invalid"],
    ["invalid_from_address: no", "invalid"],
    ["invalid_idempotent_request: no", "changed"],
    ["something new", "other"],
  ])("%s", (error, words) => {
    expect(errorWords(error)).toBe(words);
  });
});

describe("the share of mails that arrived", () => {
  it("counts those whose fate is known, and never rounds up to all", () => {
    expect(successRate([{ delivered: 199, sent: 50, bad: 1 }])).toBe(99);
    expect(successRate([{ delivered: 3, sent: 0, bad: 0 }])).toBe(100);
  });

  it("is unknown where nothing is reported", () => {
    expect(successRate([{ delivered: 0, sent: 7, bad: 0 }])).toBeNull();
  });
});

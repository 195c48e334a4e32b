import { describe, expect, it } from "vitest";

import { type ChangeFacts, decide, DEFAULT_POLICY, resolvePolicy } from "@/lib/policies/rules";
import type { PolicyRow } from "@/lib/policies/schema";

const startsAt = new Date("2026-11-26T13:30:00Z");
const facts: ChangeFacts = {
  status: "confirmed",
  startsAt,
  priceMinor: 4900,
  rescheduledCount: 0,
  cancellations30Days: 0,
  isSelfService: true,
  isNewTimeAsked: false,
};
const policy = DEFAULT_POLICY;
const early = new Date("2026-11-20T00:00:00Z");

describe("decide", () => {
  it("allows a move until the notice begins, and says until when", () => {
    const now = new Date("2026-11-25T13:29:59.999Z");

    expect(decide("reschedule", { policy, facts, now })).toEqual({
      refusal: null,
      until: new Date("2026-11-25T13:30:00Z"),
      left: 3,
      feeMinor: 0,
      fees: [{ until: new Date("2026-11-25T13:30:00Z"), feeMinor: 0 }],
    });
  });

  it.each(["reschedule", "cancel"] as const)(
    "refuses to %s from exactly 24 hours before",
    (change) => {
      const now = new Date("2026-11-25T13:30:00Z");

      expect(decide(change, { policy, facts, now }).refusal).toBe("notice-too-short");
    },
  );

  it("refuses the fourth move, and still lets the customer cancel", () => {
    const moved = { ...facts, rescheduledCount: 3 };

    expect(decide("reschedule", { policy, facts: moved, now: early })).toMatchObject({
      refusal: "too-many-moves",
      left: 0,
    });
    expect(decide("cancel", { policy, facts: moved, now: early }).refusal).toBeNull();
  });

  it("refuses the fourth cancellation in 30 days", () => {
    const often = { ...facts, cancellations30Days: 3 };

    expect(decide("cancel", { policy, facts: often, now: early }).refusal).toBe(
      "too-many-cancellations",
    );
  });

  it.each([
    ["cancelled", "already-cancelled"],
    ["completed", "appointment-over"],
    ["no_show", "appointment-over"],
    ["in_progress", "appointment-over"],
  ])("refuses to move a %s appointment", (status, refusal) => {
    expect(decide("reschedule", { policy, facts: { ...facts, status }, now: early }).refusal).toBe(
      refusal,
    );
  });

  it("leaves a service that is not for self-service to the company", () => {
    const byHand = { ...facts, isSelfService: false };

    expect(decide("reschedule", { policy, facts: byHand, now: early }).refusal).toBe("not-online");
    expect(decide("cancel", { policy, facts: byHand, now: early }).refusal).toBe("not-online");
  });

  it("keeps nobody of the company from a service that is not for self-service, only by the other rules", () => {
    const byHand = { ...facts, isSelfService: false };
    const late = new Date("2026-11-25T13:30:00Z");
    const asMember = (now: Date) =>
      decide("reschedule", { policy, facts: byHand, now, asker: "member" }).refusal;

    expect(asMember(early)).toBeNull();
    expect(asMember(late)).toBe("notice-too-short");
    expect(asMember(startsAt)).toBe("appointment-over");
  });

  it("holds nothing against a customer whom the company has asked for another time", () => {
    const asked = { ...facts, isNewTimeAsked: true, isSelfService: false, rescheduledCount: 9 };
    const feeTiers = [{ withinMinutes: 48 * 60, percent: 100 }];
    const now = new Date("2026-11-26T13:29:00Z");

    expect(decide("reschedule", { policy: { ...policy, feeTiers }, facts: asked, now })).toEqual({
      refusal: null,
      until: startsAt,
      left: 1,
      feeMinor: 0,
      fees: [{ until: startsAt, feeMinor: 0 }],
    });
    expect(decide("cancel", { policy, facts: asked, now: startsAt }).refusal).toBe(
      "appointment-over",
    );
  });

  it("takes the fee of the smallest window that the change falls into", () => {
    const tiered = {
      ...policy,
      cancelNoticeMinutes: 0,
      feeTiers: [
        { withinMinutes: 48 * 60, percent: 50 },
        { withinMinutes: 24 * 60, percent: 100 },
      ],
    };
    const feeAt = (now: string, asker: "customer" | "member" = "customer") =>
      decide("cancel", { policy: tiered, facts, now: new Date(now), asker }).feeMinor;

    expect(feeAt("2026-11-24T13:30:00Z")).toBe(0);
    expect(feeAt("2026-11-24T13:30:01Z")).toBe(2450);
    expect(feeAt("2026-11-26T12:00:00Z")).toBe(4900);
    // What the company changes, the customer does not pay for.
    expect(feeAt("2026-11-26T12:00:00Z", "member")).toBe(0);
  });
});

describe("the fees that a decision tells", () => {
  const feeTiers = [
    { withinMinutes: 48 * 60, percent: 50 },
    { withinMinutes: 24 * 60, percent: 100 },
  ];
  const feesAt = (now: string, noticeHours: number) =>
    decide("cancel", {
      ...{ facts, now: new Date(now) },
      policy: { ...policy, cancelNoticeMinutes: noticeHours * 60, feeTiers },
    }).fees;
  const [free, half, whole] = [0, 2450, 4900].map((feeMinor) => (until: string) => ({
    until: new Date(until),
    feeMinor,
  })) as [Told, Told, Told];
  type Told = (until: string) => { until: Date; feeMinor: number };

  it("are free until the first window begins, not until the deadline", () => {
    expect(feesAt("2026-11-20T00:00:00Z", 2)).toEqual([
      free("2026-11-24T13:30:00Z"),
      half("2026-11-25T13:30:00Z"),
      whole("2026-11-26T11:30:00Z"),
    ]);
  });

  it("end with the deadline, wherever it falls", () => {
    expect(feesAt("2026-11-20T00:00:00Z", 30)).toEqual([
      free("2026-11-24T13:30:00Z"),
      half("2026-11-25T07:30:00Z"),
    ]);
    expect(feesAt("2026-11-20T00:00:00Z", 48)).toEqual([free("2026-11-24T13:30:00Z")]);
  });

  it("begin with what it costs now, and are none where it is refused", () => {
    expect(feesAt("2026-11-25T00:00:00Z", 30)).toEqual([half("2026-11-25T07:30:00Z")]);
    expect(feesAt("2026-11-25T07:30:00Z", 30)).toEqual([]);
    expect(feesAt("2026-11-24T13:30:00Z", 30)).toEqual([
      free("2026-11-24T13:30:00Z"),
      half("2026-11-25T07:30:00Z"),
    ]);
  });
});

describe("resolvePolicy", () => {
  const row = (place: Partial<PolicyRow>): PolicyRow => ({
    branchId: null,
    serviceId: null,
    staffId: null,
    rescheduleNoticeMinutes: null,
    cancelNoticeMinutes: null,
    maxDaysAhead: null,
    maxReschedules: null,
    maxCancellations30Days: null,
    isReasonRequired: null,
    feeTiers: null,
    ...place,
  });

  it("is the default without rows", () => {
    expect(resolvePolicy([])).toEqual(DEFAULT_POLICY);
  });

  it("lets the most specific row win, value by value", () => {
    const resolved = resolvePolicy([
      row({ staffId: "s", maxReschedules: 1 }),
      row({ maxReschedules: 5, maxDaysAhead: 30, cancelNoticeMinutes: 60 }),
      row({ serviceId: "v", maxReschedules: 2, cancelNoticeMinutes: 120 }),
      row({ branchId: "b", cancelNoticeMinutes: 90 }),
    ]);

    expect(resolved).toMatchObject({
      maxReschedules: 1,
      maxDaysAhead: 30,
      cancelNoticeMinutes: 120,
      rescheduleNoticeMinutes: 1440,
    });
  });
});

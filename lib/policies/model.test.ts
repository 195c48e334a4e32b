import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { decide, DEFAULT_POLICY, resolvePolicy } from "@/lib/policies/rules";
import type { PolicyRow } from "@/lib/policies/schema";

const MINUTE_MS = 60_000;
const or = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const tiers = fc.array(
  fc.record({
    withinMinutes: fc.integer({ min: 1, max: 5000 }),
    percent: fc.integer({ min: 0, max: 100 }),
  }),
  { maxLength: 4 },
);
const values = fc.record({
  rescheduleNoticeMinutes: or(fc.nat(5000)),
  cancelNoticeMinutes: or(fc.nat(5000)),
  maxDaysAhead: or(fc.integer({ min: 1, max: 730 })),
  maxReschedules: or(fc.nat(5)),
  maxCancellations30Days: or(fc.nat(5)),
  isReasonRequired: or(fc.boolean()),
  feeTiers: or(tiers),
});
const anywhere = { staffId: null, serviceId: null, branchId: null };
const PLACES = [{ staffId: "s" }, { serviceId: "v" }, { branchId: "b" }, {}].map((place) => ({
  ...anywhere,
  ...place,
}));
/** At most one row for each place, as the table has it, in any order. */
const rows = fc.tuple(or(values), or(values), or(values), or(values)).chain((given) =>
  fc.shuffledSubarray(
    given.flatMap((value, index) =>
      value === null ? [] : [{ ...value, ...PLACES[index] } as PolicyRow],
    ),
    { minLength: given.filter((value) => value !== null).length },
  ),
);

describe("resolvePolicy", () => {
  it("asks staff member, service, branch and company in turn, for each value by itself", () => {
    fc.assert(
      fc.property(rows, (given) => {
        const byPlace = {
          staff: given.find(({ staffId }) => staffId !== null),
          service: given.find(({ serviceId }) => serviceId !== null),
          branch: given.find(({ branchId }) => branchId !== null),
          company: given.find((row) => !row.staffId && !row.serviceId && !row.branchId),
        };
        const resolved = resolvePolicy(given);

        for (const key of Object.keys(DEFAULT_POLICY) as (keyof typeof DEFAULT_POLICY)[]) {
          expect(resolved[key]).toEqual(
            byPlace.staff?.[key] ??
              byPlace.service?.[key] ??
              byPlace.branch?.[key] ??
              byPlace.company?.[key] ??
              DEFAULT_POLICY[key],
          );
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("decide", () => {
  const startsAt = new Date("2027-03-10T09:00:00Z");
  const statuses = ["pending", "confirmed", "in_progress", "completed", "cancelled", "no_show"];
  const question = fc.record({
    change: fc.constantFrom("reschedule" as const, "cancel" as const),
    asker: fc.constantFrom("customer" as const, "member" as const),
    rows,
    noticeMs: fc.integer({ min: -60 * MINUTE_MS, max: 6000 * MINUTE_MS }),
    facts: fc.record({
      status: fc.constantFrom(...statuses),
      startsAt: fc.constant(startsAt),
      priceMinor: fc.nat(50_000),
      rescheduledCount: fc.nat(6),
      cancellations30Days: fc.nat(6),
      isSelfService: fc.boolean(),
      isNewTimeAsked: fc.boolean(),
    }),
  });

  it("is what a person with the house rules on paper would answer", () => {
    fc.assert(
      fc.property(question, ({ change, asker, rows: given, noticeMs, facts }) => {
        const policy = resolvePolicy(given);
        const now = new Date(startsAt.getTime() - noticeMs);
        const answer = decide(change, { policy, facts, now, asker });

        expect(answer.refusal).toBe(refusalOnPaper());
        const isFree = facts.isNewTimeAsked || asker === "member";
        expect(answer.feeMinor).toBe(isFree ? 0 : feeOnPaper());
        const { refusal, until: deadline } = answer;
        expect(answer.fees.at(-1)?.until).toEqual(refusal === null ? deadline : undefined);
        for (const [index, { until, feeMinor }] of answer.fees.entries()) {
          const last = Math.min(until.getTime(), deadline.getTime() - 1);
          const first = (answer.fees[index - 1]?.until.getTime() ?? now.getTime() - 1) + 1;
          const feeAt = (ms: number) =>
            decide(change, { policy, facts, asker, now: new Date(ms) }).feeMinor;
          expect([feeAt(first), feeAt(last)]).toEqual([feeMinor, feeMinor]);
        }
        // Until one millisecond before the deadline it is not too late, and from the deadline on it is.
        const at = (ms: number) =>
          decide(change, { policy, facts, asker, now: new Date(answer.until.getTime() + ms) })
            .refusal;
        expect(at(-1)).not.toBe("notice-too-short");
        expect(at(0)).not.toBeNull();

        function refusalOnPaper() {
          if (facts.status === "cancelled") return "already-cancelled";
          if (!/^(pending|confirmed)$/.test(facts.status) || noticeMs <= 0)
            return "appointment-over";
          if (facts.isNewTimeAsked) return null;
          if (!facts.isSelfService && asker === "customer") return "not-online";
          const [notice, used, allowed, limit] =
            change === "reschedule"
              ? ([
                  policy.rescheduleNoticeMinutes,
                  facts.rescheduledCount,
                  policy.maxReschedules,
                  "too-many-moves",
                ] as const)
              : ([
                  policy.cancelNoticeMinutes,
                  facts.cancellations30Days,
                  policy.maxCancellations30Days,
                  "too-many-cancellations",
                ] as const);
          if (noticeMs <= notice * MINUTE_MS) return "notice-too-short";

          return used >= allowed ? limit : null;
        }

        function feeOnPaper() {
          const windows = policy.feeTiers
            .filter(({ withinMinutes }) => noticeMs < withinMinutes * MINUTE_MS)
            .map(({ withinMinutes }) => withinMinutes);
          const smallest = Math.min(...windows);
          const tier = policy.feeTiers.find(({ withinMinutes }) => withinMinutes === smallest);

          return Math.round((facts.priceMinor * (tier?.percent ?? 0)) / 100);
        }
      }),
      { numRuns: 5000 },
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  ask,
  type Breaker,
  CLOSED,
  failed,
  nextProbeAt,
  succeeded,
} from "@/lib/platform/circuit-breaker";

/** A small second version, written from the sentence of the design alone. */
class Model {
  times: number[] = [];
  opened = -1;
  good = 0;
  prober = "";
  proberUntil = -1;

  may(by: string, now: number): string {
    if (this.opened < 0) return "call";
    if (now < this.opened + 60_000 || (this.prober !== "" && now < this.proberUntil)) return "wait";
    this.prober = by;
    this.proberUntil = now + 30_000;

    return "probe";
  }

  answer(by: string, now: number, isFailure: boolean) {
    const isProbe = this.opened >= 0 && this.prober === by;
    if (this.opened < 0 && isFailure) {
      this.times.push(now);
      if (this.times.filter((at) => at > now - 60_000).length >= 5) this.open(now);
    } else if (isProbe && isFailure) this.open(now);
    else if (isProbe && (this.good += 1) === 2) Object.assign(this, new Model());
    else if (isProbe) this.prober = "";
  }

  open(now: number) {
    Object.assign(this, new Model(), { opened: now });
  }
}

const WHO = ["a", "b", "c"];
const step = fc.record({
  by: fc.constantFrom(...WHO),
  wait: fc.oneof(
    fc.integer({ min: 0, max: 20_000 }),
    fc.constantFrom(29_999, 30_000, 59_999, 60_000),
  ),
  does: fc.constantFrom("asks", "asks", "fails", "fails", "succeeds"),
});

describe("the breaker", () => {
  it("agrees with a small model over 10,000 sequences of calls and answers", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
        const model = new Model();
        let breaker: Breaker = CLOSED;
        let now = 1_000_000;
        const permits: string[][] = [];
        const states: boolean[][] = [];
        for (const { by, wait, does } of steps) {
          now += wait;
          if (does === "asks") {
            const answer = ask(breaker, { by, now });
            breaker = answer.breaker;
            permits.push([answer.permit, model.may(by, now)]);
          } else {
            const isFailure = does === "fails";
            model.answer(by, now, isFailure);
            breaker = isFailure
              ? failed(breaker, { by, now, reason: "503" })
              : succeeded(breaker, { by });
          }
          states.push([breaker.state === "closed", model.opened < 0]);
        }
        expect(permits.filter(([one, other]) => one !== other)).toEqual([]);
        expect(states.filter(([one, other]) => one !== other)).toEqual([]);
      }),
      { numRuns: 10_000 },
    );
  });

  it("opens with the fifth failure within a minute, says why, and from when on it is tried again", () => {
    let breaker: Breaker = CLOSED;
    for (const now of [0, 10_000, 20_000, 30_000])
      breaker = failed(breaker, { by: "a", now, reason: "524" });
    expect(breaker.state).toBe("closed");
    breaker = failed(breaker, { by: "b", now: 59_999, reason: "524" });

    expect(breaker).toMatchObject({ state: "open", reason: "524", failures: [] });
    expect(nextProbeAt(breaker)).toBe(119_999);
    expect(nextProbeAt(CLOSED)).toBeNull();
  });

  it("forgets failures that are a minute old", () => {
    let breaker: Breaker = CLOSED;
    for (const now of [0, 1, 2, 3, 60_000])
      breaker = failed(breaker, { by: "a", now, reason: "524" });

    expect(breaker.state).toBe("closed");
  });

  it("lets one probe through, and the next one when the first has died", () => {
    const open: Breaker = { ...CLOSED, state: "open", openedAt: 0 };
    const first = ask(open, { by: "a", now: 60_000 });

    expect(first.permit).toBe("probe");
    expect(ask(first.breaker, { by: "b", now: 89_999 }).permit).toBe("wait");
    const second = ask(first.breaker, { by: "b", now: 90_000 });
    expect(second.permit).toBe("probe");
    expect(succeeded(second.breaker, { by: "a" })).toBe(second.breaker);
  });
});

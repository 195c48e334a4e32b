import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { refuseStep, STATUS_AFTER, type StepRefusal } from "@/lib/appointments/rules";
import {
  APPOINTMENT_STATUSES,
  type AppointmentStatus,
  type Step,
  STEPS,
} from "@/lib/appointments/schema";
import { hasEnded } from "@/lib/policies/rules";

const startsAt = new Date("2027-03-10T09:00:00Z");
const minutes = (count: number) => new Date(startsAt.getTime() + count * 60_000);

/** What each step answers in each state, a day before and an hour after the appointment's start. */
const EXPECTED: Record<
  Step,
  Record<AppointmentStatus, [StepRefusal | null, StepRefusal | null]>
> = {
  confirm: {
    pending: [null, "appointment-over"],
    confirmed: ["appointment-over", "appointment-over"],
    in_progress: ["appointment-over", "appointment-over"],
    completed: ["appointment-over", "appointment-over"],
    no_show: ["appointment-over", "appointment-over"],
    cancelled: ["already-cancelled", "already-cancelled"],
  },
  start: {
    pending: ["appointment-over", "appointment-over"],
    confirmed: ["not-begun", null],
    in_progress: ["appointment-over", "appointment-over"],
    completed: ["appointment-over", "appointment-over"],
    no_show: ["appointment-over", "appointment-over"],
    cancelled: ["already-cancelled", "already-cancelled"],
  },
  complete: {
    pending: ["appointment-over", "appointment-over"],
    confirmed: ["not-begun", null],
    in_progress: ["not-begun", null],
    completed: ["appointment-over", "appointment-over"],
    no_show: ["not-begun", null],
    cancelled: ["already-cancelled", "already-cancelled"],
  },
  "no-show": {
    pending: ["appointment-over", "appointment-over"],
    confirmed: ["not-begun", null],
    in_progress: ["appointment-over", "appointment-over"],
    completed: ["not-begun", null],
    no_show: ["appointment-over", "appointment-over"],
    cancelled: ["already-cancelled", "already-cancelled"],
  },
  restore: {
    pending: ["not-cancelled", "not-cancelled"],
    confirmed: ["not-cancelled", "not-cancelled"],
    in_progress: ["not-cancelled", "not-cancelled"],
    completed: ["not-cancelled", "not-cancelled"],
    no_show: ["not-cancelled", "not-cancelled"],
    cancelled: [null, "appointment-over"],
  },
};

describe("refuseStep", () => {
  const cases = (Object.keys(EXPECTED) as Step[]).flatMap((step) =>
    APPOINTMENT_STATUSES.map((status) => [step, status] as const),
  );

  it.each(cases)("%s of a %s appointment", (step, status) => {
    const answer = (now: Date) => refuseStep(step, { status, startsAt }, now);

    expect([answer(minutes(-24 * 60)), answer(minutes(60))]).toEqual(EXPECTED[step][status]);
  });

  it("lets people be started who come an hour early, but not be missed before their time", () => {
    const confirmed = { status: "confirmed", startsAt } as const;

    expect(refuseStep("start", confirmed, minutes(-61))).toBe("not-begun");
    expect(refuseStep("start", confirmed, minutes(-60))).toBeNull();
    expect(refuseStep("no-show", confirmed, minutes(-1))).toBe("not-begun");
    expect(refuseStep("no-show", confirmed, startsAt)).toBeNull();
  });
});

describe("whatever is tried with an appointment, one thing after the other", () => {
  const LETTERS = {
    pending: "p",
    confirmed: "c",
    cancelled: "x",
    in_progress: "i",
    completed: "d",
    no_show: "n",
  } as const satisfies Record<AppointmentStatus, string>;
  /** From which minute on, and up to which one, something can become so; the appointment begins at 0. */
  const WHEN = {
    p: [0, 0],
    c: [-Infinity, -1],
    x: [-Infinity, -1],
    i: [-60, Infinity],
    d: [0, Infinity],
    n: [0, Infinity],
  } as const;
  /**
   * All lives there are: it may be asked for, stands and falls by turns, then begins or not, and is
   * over as done or missed, which can be exchanged.
   */
  const LIFE = /^p?x?(cx)*(c(i(d(nd)*n?)?|d(nd)*n?|n(dn)*d?)?)?$/;
  const attempts = fc.array(
    fc.tuple(fc.constantFrom(...STEPS, "cancel" as const), fc.integer({ min: 0, max: 45 })),
    { maxLength: 40 },
  );

  it("leads through one of the lives an appointment can have, and never back before its start", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("pending" as const, "confirmed" as const),
        attempts,
        (first, tried) => {
          let status: AppointmentStatus = first;
          let life: string = LETTERS[status];
          let minute = -6 * 60;
          const untimely: string[] = [];
          for (const [what, later] of tried) {
            minute += later;
            const now = minutes(minute);
            const isRefused =
              what === "cancel"
                ? hasEnded({ status, startsAt }, now) !== null
                : refuseStep(what, { status, startsAt }, now) !== null;
            if (isRefused) continue;
            status = what === "cancel" ? "cancelled" : STATUS_AFTER[what];
            life += LETTERS[status];
            const [earliest, latest] = WHEN[LETTERS[status]];
            if (minute < earliest || minute > latest) untimely.push(life);
          }

          expect(life).toMatch(LIFE);
          expect(untimely).toEqual([]);
        },
      ),
      { numRuns: 3000 },
    );
  });
});

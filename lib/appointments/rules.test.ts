import { describe, expect, it } from "vitest";

import { refuseStep, type StepRefusal } from "@/lib/appointments/rules";
import { APPOINTMENT_STATUSES, type AppointmentStatus, type Step } from "@/lib/appointments/schema";

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

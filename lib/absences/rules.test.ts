import { describe, expect, it } from "vitest";

import { daysOf, defaultChoice, refusalKey, stateOf } from "@/lib/absences/rules";
import { recordAbsenceSchema } from "@/lib/absences/schema";

const timeZone = "Europe/Berlin";
const days = (range: "today" | "week" | "days", now: string, first?: string, last?: string) =>
  daysOf({ range, firstDay: first, lastDay: last }, { now: new Date(now), timeZone });

describe("the days of an absence", () => {
  it.each([
    ["today", "2027-03-09T23:30:00Z", "2027-03-10", "2027-03-10"],
    ["week", "2027-03-10T08:00:00Z", "2027-03-10", "2027-03-14"],
    ["week", "2027-03-14T22:59:00Z", "2027-03-14", "2027-03-14"],
    ["week", "2027-03-14T23:01:00Z", "2027-03-15", "2027-03-21"],
  ] as const)("are those of the branch's clock: %s at %s", (range, now, firstDay, lastDay) => {
    expect(days(range, now)).toEqual({ firstDay, lastDay });
  });

  it("are one day where no last one is given, and none where they are the wrong way round", () => {
    const now = "2027-03-10T08:00:00Z";

    expect(days("days", now, "2027-04-01")).toEqual({
      firstDay: "2027-04-01",
      lastDay: "2027-04-01",
    });
    expect(days("days", now, "2027-04-02", "2027-04-01")).toBeNull();
    expect(days("days", now)).toBeNull();
  });
});

describe("what is chosen at first for an appointment", () => {
  const email = "marlene@example.org";

  it("keeps its time where a colleague is free", () => {
    expect(defaultChoice({ email: null, askedAt: null, free: [{ id: "one" }] })).toEqual({
      choice: "move",
      toStaffId: "one",
    });
  });

  it.each([
    ["ask", email, null],
    ["leave", null, null],
    ["leave", email, new Date()],
  ] as const)("is else to %s somebody with address %s, asked at %s", (choice, to, askedAt) => {
    expect(defaultChoice({ email: to, askedAt, free: [] }).choice).toBe(choice);
  });
});

describe("the form about an absence", () => {
  const id = "0190c7a0-0000-7000-8000-000000000001";
  const form = (choice: string, seen = "3|") =>
    recordAbsenceSchema.safeParse({
      timeOffId: id,
      staffId: id,
      firstDay: "2027-03-10",
      lastDay: "2027-03-10",
      message: "Lena ist verhindert.",
      [`seen.${id}`]: seen,
      [`choice.${id}`]: choice,
    });

  it("reads each appointment with what was seen of it", () => {
    expect(form(`move:${id}`, "3|2027-03-01T08:00:00.000Z").data?.cases).toEqual([
      {
        appointmentId: id,
        seen: { seenVersion: 3, seenAskedAt: new Date("2027-03-01T08:00:00Z") },
        choice: { choice: "move", toStaffId: id },
      },
    ]);
  });

  it.each(["", "move", "move:", "move:somebody", "ask:me", "delete"])(
    "refuses a choice that there is not: %j",
    (choice) => {
      expect(form(choice).success).toBe(false);
    },
  );

  it.each(["", "x|", "0|", "3|yesterday"])("refuses a version nobody saw: %j", (seen) => {
    expect(form("ask", seen).success).toBe(false);
  });
});

describe("what has become of an appointment", () => {
  const at = new Date("2027-03-10T09:00:00Z");
  const one = {
    choice: "ask" as const,
    outcome: "done" as const,
    status: "confirmed",
    startsAt: at,
    wasAt: at,
    askedAt: at,
    staff: { id: "lena" },
  };

  it.each([
    ["waiting", {}],
    ["moved", { startsAt: new Date("2027-03-11T09:00:00Z"), askedAt: null }],
    ["moved", { staff: { id: "mehmet" }, outcome: "refused" as const }],
    ["cancelled", { status: "cancelled", outcome: "open" as const }],
    ["refused", { outcome: "refused" as const }],
    ["open", { outcome: "open" as const }],
    ["kept", { askedAt: null }],
  ])("is said as it is now: %s", (state, more) => {
    expect(stateOf({ ...one, ...more }, "lena")).toBe(state);
  });

  it("is explained where it was refused, whatever it was", () => {
    expect(["slot-taken", "internal-error", null].map(refusalKey)).toEqual([
      "slot-taken",
      "other",
      "other",
    ]);
  });
});

import { Temporal } from "temporal-polyfill";

import type { AbsenceQuery, Choice } from "@/lib/absences/schema";

/** The days somebody is away, on the clock of their branch; null where they are not said yet. */
export function daysOf(
  { range, firstDay, lastDay }: Pick<AbsenceQuery, "range" | "firstDay" | "lastDay">,
  { now, timeZone }: { now: Date; timeZone: string },
): { firstDay: string; lastDay: string } | null {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  if (range === "today") return { firstDay: today.toString(), lastDay: today.toString() };
  if (range === "week") {
    const sunday = today.add({ days: 7 - today.dayOfWeek });

    return { firstDay: today.toString(), lastDay: sunday.toString() };
  }
  if (firstDay === undefined) return null;
  const last = lastDay ?? firstDay;

  return last < firstDay ? null : { firstDay, lastDay: last };
}

type Concerned = {
  email: string | null;
  askedAt: Date | null;
  free: readonly { id: string }[];
};

/**
 * What is chosen until somebody chooses otherwise: the time is kept where a colleague has it free, else
 * the customer is asked for another one; without an address, or where they have been asked, it stays.
 */
export function defaultChoice({ email, askedAt, free }: Concerned): {
  choice: Choice;
  toStaffId: string | null;
} {
  const [colleague] = free;
  if (colleague !== undefined) return { choice: "move", toStaffId: colleague.id };

  return { choice: email === null || askedAt !== null ? "leave" : "ask", toStaffId: null };
}

export const CASE_STATES = ["open", "refused", "cancelled", "moved", "waiting", "kept"] as const;
export type CaseState = (typeof CASE_STATES)[number];

type Case = {
  choice: Choice;
  outcome: "open" | "done" | "refused";
  status: string;
  startsAt: Date;
  wasAt: Date;
  askedAt: Date | null;
  staff: { id: string };
};

/** What has become of an appointment by now, whoever has done it: asked customers, or a colleague by hand. */
export function stateOf(one: Case, awayStaffId: string): CaseState {
  if (one.status === "cancelled") return "cancelled";
  const isMoved = one.startsAt.getTime() !== one.wasAt.getTime();
  if (isMoved || one.staff.id !== awayStaffId) return "moved";
  if (one.outcome !== "done") return one.outcome;

  return one.askedAt === null ? "kept" : "waiting";
}

const EXPLAINED: ReadonlySet<string> = new Set([
  "slot-taken",
  "customer-elsewhere",
  "appointment-changed",
  "appointment-over",
  "customer-has-no-address",
  "not-offered",
  "outside-opening-hours",
]);

/** The sentence that says why a case was refused. */
export function refusalKey(problem: string | null): string {
  return problem !== null && EXPLAINED.has(problem) ? problem : "other";
}

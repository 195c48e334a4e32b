import "server-only";

import { Temporal } from "temporal-polyfill";

import { shownAt } from "@/lib/appointments/service/typed-time";
import { LONGEST_SERVICE_MINUTES } from "@/lib/catalogue/schema";
import type { ImportedStatus, Moment, ReadAppointment } from "@/lib/imports/schema";
import type { OfferedService, OfferingStaff } from "@/lib/imports/service/load-offers";

export type Time = { startsAt: Date | null; endsAt: Date | null; problem: string | null };

/** From when until when, on the clock of the branch unless the file names another one. */
export function timeOf(
  { starts, ends, minutes }: ReadAppointment,
  { service, staff }: { service: OfferedService | undefined; staff: OfferingStaff | undefined },
): Time {
  const nothing = { startsAt: null, endsAt: null, problem: null };
  if (starts === null || staff === undefined) return nothing;
  const startsAt = instantOf(starts, staff.timeZone);
  if (startsAt === null) return { ...nothing, problem: "time-skipped" };
  const length = minutes ?? service?.durationMinutes ?? 0;
  const endsAt =
    ends === null
      ? new Date(startsAt.getTime() + Math.min(length, 2 * LONGEST_SERVICE_MINUTES) * 60_000)
      : instantOf(ends, staff.timeZone);
  if (endsAt === null) return { ...nothing, problem: "time-skipped" };
  const takes = (endsAt.getTime() - startsAt.getTime()) / 60_000;

  return {
    startsAt,
    endsAt,
    problem: takes < 1 || takes > LONGEST_SERVICE_MINUTES ? "duration-invalid" : null,
  };
}

/** Null where the clock skips this time; of two that it shows twice, the first. */
function instantOf(moment: Moment, timeZone: string): Date | null {
  if ("instant" in moment) return new Date(Temporal.Instant.from(moment.instant).epochMilliseconds);

  return shownAt(moment.wall, moment.timeZone ?? timeZone);
}

/** What is over has taken place unless the file says otherwise; what is to come is as agreed. */
export function statusOf(
  told: ImportedStatus | null,
  { startsAt, endsAt, now }: Pick<Time, "startsAt" | "endsAt"> & { now: Date },
): { status: ImportedStatus; problem: string | null } {
  const status = told ?? "confirmed";
  if (startsAt === null || endsAt === null) return { status, problem: null };
  if (startsAt > now) {
    const isEarly = status === "completed" || status === "no_show";

    return { status, problem: isEarly ? "status-too-early" : null };
  }
  if (status === "pending") return { status, problem: "status-too-late" };

  return { status: endsAt <= now && status === "confirmed" ? "completed" : status, problem: null };
}

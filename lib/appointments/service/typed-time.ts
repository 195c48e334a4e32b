import "server-only";

import { Temporal } from "temporal-polyfill";

import { TimeSkipped } from "@/lib/appointments/errors";
import type { TypedTime } from "@/lib/appointments/schema";

/**
 * The instant at which a clock shows what somebody has typed; of two that it shows twice, the first.
 *
 * @throws TimeSkipped the clock is put forward over it
 */
export function instantOf({ day, time, timeZone }: Omit<TypedTime, "staffId">): Date {
  const instant = shownAt(`${day}T${time}`, timeZone);
  if (instant === null) {
    throw new TimeSkipped({ issues: [{ path: ["time"], message: "time-skipped" }] });
  }

  return instant;
}

/** When a clock shows a local date and time: null where it skips it, of two that it shows twice the first. */
export function shownAt(local: string, timeZone: string): Date | null {
  const wall = Temporal.PlainDateTime.from(local);
  const zoned = wall.toZonedDateTime(timeZone, { disambiguation: "earlier" });

  return zoned.toPlainDateTime().equals(wall) ? new Date(zoned.epochMilliseconds) : null;
}

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
  const wall = Temporal.PlainDateTime.from(`${day}T${time}`);
  const zoned = wall.toZonedDateTime(timeZone, { disambiguation: "earlier" });
  if (!zoned.toPlainDateTime().equals(wall)) {
    throw new TimeSkipped({ issues: [{ path: ["time"], message: "time-skipped" }] });
  }

  return new Date(zoned.epochMilliseconds);
}

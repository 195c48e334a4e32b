import "server-only";

import { log } from "@/lib/platform/log";
import { isOutdated, readDecided } from "@/lib/platform/zone-data";

/** Says in the log, once a start, where the time-zone data of server or database are out of date; the server runs on. */
export async function warnOfOldZones(): Promise<void> {
  try {
    const outdated = (await readDecided()).filter(isOutdated);
    if (outdated.length > 0) log().warn({ zones: outdated }, "time-zone data out of date");
  } catch (error) {
    // A zone that PostgreSQL has never heard of is refused, not answered.
    log().warn({ err: error }, "time-zone data could not be checked");
  }
}

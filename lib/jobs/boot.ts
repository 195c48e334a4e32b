import "server-only";

import { startScheduler } from "@/lib/jobs/scheduler";
import { warnOfOldZones } from "@/lib/jobs/warn-of-old-zones";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { refusePowerfulRole } from "@/lib/platform/readiness";

/**
 * Checks what the server cannot run without, says where time-zone data are old, and starts the scheduler.
 *
 * @throws Error a sentence a line: variables, or a database role that row-level security cannot bind
 */
export async function boot(): Promise<void> {
  env();
  try {
    await refusePowerfulRole();
  } catch (error) {
    log().fatal(error);
    throw error;
  }
  await warnOfOldZones();
  startScheduler();
}

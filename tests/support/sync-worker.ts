import { setTimeout as wait } from "node:timers/promises";

import { syncCalendars } from "@/lib/jobs/sync-calcom";

// A worker as a process of its own, to be killed: it brings calendars in step for as long as it lives.
process.stdout.write("ready\n");
// Whoever started it may be killed, too: it is nobody's then, and ends.
const parent = process.ppid;
while (process.ppid === parent) {
  try {
    await syncCalendars({});
  } catch {
    // The database is away: so is everything that this worker has in hand, until the leases end.
  }
  await wait(20);
}

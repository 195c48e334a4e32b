import "server-only";

import { LONGEST_SERVICE_MINUTES } from "@/lib/catalogue/schema";
import { type Sql, sql } from "@/lib/platform/sql";

type Window = { from: Date; until: Date };

/**
 * Whether anything of an appointment, of rows named a, is between two instants, also where it began before. None takes
 * longer than the longest service, so its index by time is read from that much earlier on, and no further.
 */
export function overlaps({ from, until }: Window): Sql {
  const earliest = new Date(from.getTime() - LONGEST_SERVICE_MINUTES * 60_000);

  return sql`a.starts_at >= ${earliest} and a.starts_at < ${until} and a.ends_at > ${from}`;
}

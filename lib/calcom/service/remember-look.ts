import "server-only";

import type { Connection } from "@/lib/calcom/service/connection";
import type { CalcomBooking } from "@/lib/platform/calcom/wire";
import type { TenantContext } from "@/lib/tenancy/context";

/** Windows overlap: what was written there while we read is found by the next look. */
const OVERLAP_MS = 5 * 60_000;
/** Of more than that in one overlap the oldest are looked at again. */
const MOST_KEPT = 5000;

/** How far a look for changes has come. */
export type Look = {
  /** Where the page begins: whatever was changed then or later. */
  from: Date;
  /** Beyond 0 only where more was changed in one instant than a page holds. */
  skip: number;
  /** Whether that instant has shown anything that was not known. */
  hasNews: boolean;
  /** The newest change that was taken in. */
  until: Date;
  /** What was taken in, by all that it says, and when it was changed. */
  seen: Map<string, number>;
};

/** A look that goes on where the last one has ended. */
export async function beginLook(
  ctx: TenantContext,
  { id, polledUntil, connectedAt }: Connection,
): Promise<Look> {
  const [row] = await ctx.transaction(
    (db) => db.$queryRaw<{ seen: Record<string, number> }[]>`
      select polled_seen as seen from calcom_connections
      where company_id = ${ctx.companyId}::uuid and id = ${id}::uuid`,
  );
  const until = polledUntil ?? connectedAt;

  return {
    from: new Date(until.getTime() - OVERLAP_MS),
    ...{ skip: 0, hasNews: false, until },
    seen: new Map(Object.entries(row?.seen ?? {})),
  };
}

type Page = { bookings: readonly CalcomBooking[]; hasNextPage: boolean; pageSize: number };

/**
 * Goes on after the last change of a page, not after its last row: whatever is changed meanwhile goes to the end of their list,
 * and what comes after it moves up. False where there is nothing after it.
 */
export function turnPage(look: Look, { bookings, hasNextPage, pageSize }: Page): boolean {
  // Rows of one instant that did not fit one page may have moved up, too: it is over when it shows nothing new.
  const isToRepeat = look.skip > 0 && look.hasNews;
  const newest = Math.max(0, ...bookings.map(({ updatedAt }) => updatedAt?.getTime() ?? 0));
  const isSameInstant = newest - 1 <= look.from.getTime();
  if (!hasNextPage && !isToRepeat) return false;
  if (hasNextPage && isSameInstant) {
    look.skip += pageSize;

    return true;
  }
  if (!isToRepeat) look.from = new Date(newest - 1);
  look.skip = 0;
  look.hasNews = false;

  return true;
}

/** Writes down how far a look has come, so that the next one need not do it again. */
export async function rememberLook(
  ctx: TenantContext,
  { id }: Connection,
  { look, isOver }: { look: Look; isOver: boolean },
): Promise<void> {
  const after = (oldest: number) => [...look.seen].filter(([, at]) => at >= oldest);
  const oldest = look.until.getTime() - OVERLAP_MS;
  const kept = after(oldest).slice(-MOST_KEPT);
  // This look may still be at an instant before that.
  look.seen = new Map(after(Math.min(oldest, look.from.getTime())));
  await ctx.transaction(
    (db) => db.$executeRaw`
      update calcom_connections
      set polled_until = greatest(polled_until, ${look.until}::timestamptz),
        polled_seen = ${JSON.stringify(Object.fromEntries(kept))}::jsonb,
        polled_at = case when ${isOver} then now() else polled_at end
      where company_id = ${ctx.companyId}::uuid and id = ${id}::uuid`,
  );
}

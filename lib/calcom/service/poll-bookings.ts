import "server-only";

import { createHash } from "node:crypto";

import { type Applied, applyBooking } from "@/lib/calcom/service/apply-booking";
import type { Connection } from "@/lib/calcom/service/connection";
import { guarded, isHeldFor } from "@/lib/calcom/service/guard-call";
import { findAppointmentOf } from "@/lib/calcom/service/load-subject";
import { parkBooking } from "@/lib/calcom/service/park-booking";
import { readBooking, toBooking, traceBack } from "@/lib/calcom/service/read-booking";
import { beginLook, type Look, rememberLook, turnPage } from "@/lib/calcom/service/remember-look";
import type { CalcomBooking } from "@/lib/platform/calcom/wire";
import { log } from "@/lib/platform/log";
import type { TenantContext } from "@/lib/tenancy/context";

const PAGE = 100;

type Looking = {
  goesOn: () => Promise<boolean>;
  /** Bookings in one answer; the usual number where none is given. */
  pageSize?: number | undefined;
};

/**
 * Finds what no webhook has told: every booking that has changed since the last look, oldest change first. What is
 * known already changes nothing, and what cannot be read or taken in is parked. Stops where it is held or has to end, and goes on
 * from there next time.
 *
 * @returns how many appointments were changed by it
 */
export async function pollBookings(
  ctx: TenantContext,
  connection: Connection,
  { goesOn, pageSize = PAGE }: Looking,
): Promise<number> {
  const look = await beginLook(ctx, connection);
  let applied = 0;
  let isOver = false;
  while (!isOver && (await goesOn())) {
    const answer = await guarded(ctx, connection, () =>
      connection.client.listBookings({
        ...{ afterUpdatedAt: look.from, sortUpdatedAt: "asc", take: pageSize, skip: look.skip },
      }),
    );
    if (answer.kind !== "ok") break;
    for (const { uid, text } of answer.data.unreadable) {
      await parkBooking(ctx, { bookingUid: uid, text });
    }
    const taken = await takePage({ ctx, connection, look, goesOn }, answer.data.bookings);
    applied += taken.applied;
    isOver = taken.isWhole && !turnPage(look, { ...answer.data, pageSize });
    await rememberLook(ctx, connection, { look, isOver });
    if (!taken.isWhole) break;
  }

  return applied;
}

type Work = {
  ctx: TenantContext;
  connection: Connection;
  look: Look;
  goesOn: () => Promise<boolean>;
};

async function takePage(
  { ctx, connection, look, goesOn }: Work,
  page: readonly CalcomBooking[],
): Promise<{ applied: number; isWhole: boolean }> {
  let applied = 0;
  for (const found of page) {
    const at = found.updatedAt ?? look.until;
    const key = createHash("sha256").update(JSON.stringify(found)).digest("base64url");
    if (!look.seen.has(key)) {
      const outcome = (await goesOn()) ? await take(ctx, connection, found) : "held";
      if (outcome === "held") return { applied, isWhole: false };
      if (outcome === "applied") applied += 1;
      look.seen.set(key, at.getTime());
      look.hasNews = true;
    }
    if (at > look.until) look.until = at;
  }

  return { applied, isWhole: true };
}

async function take(
  ctx: TenantContext,
  connection: Connection,
  found: CalcomBooking,
): Promise<Applied | "held"> {
  const park = () =>
    parkBooking(ctx, { bookingUid: found.uid, text: found.updatedAt?.toISOString() ?? "" });
  try {
    const read = await readListed(ctx, connection, found);
    if (read === null || read.kind === "unknown") return "unchanged";
    if (read.kind === "ok") return await applyBooking(ctx, read.data);
    if (isHeldFor(connection, read)) return "held";
    await park();
  } catch (error) {
    log().error({ err: error, company: ctx.companyId }, "listed booking failed");
    await park();
  }

  return "unchanged";
}

/** As it is by now; null where it was moved to a booking that is known here, and stands in the list itself. */
async function readListed(ctx: TenantContext, connection: Connection, found: CalcomBooking) {
  const { uid, rescheduledToUid: next } = found;
  if (next === null) return traceBack(ctx, connection, toBooking(ctx, found));
  const known = await ctx.transaction((db) => findAppointmentOf(ctx, db, [next]));

  return known === null ? readBooking(ctx, connection, uid) : null;
}

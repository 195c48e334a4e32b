import "server-only";

import { CalendarNotConnected } from "@/lib/calcom/errors";
import { listTheirs } from "@/lib/calcom/service/compare-calendars";
import { findUnknown } from "@/lib/calcom/service/find-unknown";
import { openConnection } from "@/lib/calcom/service/lease-connection";
import { parkBooking } from "@/lib/calcom/service/park-booking";
import { requireSyncRights } from "@/lib/calcom/service/sync-rights";
import type { TenantContext } from "@/lib/tenancy/context";

/**
 * Has bookings of the next two weeks looked at that stand in the calendar alone: what fits becomes an appointment, and a person is asked
 * about the rest.
 *
 * @throws NotAllowed, CalendarNotConnected, CalendarUnreachable
 */
export async function takeUnknown(ctx: TenantContext): Promise<void> {
  requireSyncRights(ctx);
  const connection = await openConnection(ctx);
  if (connection === null) throw new CalendarNotConnected();
  const { bookings } = await listTheirs(ctx, connection);
  for (const { uid } of await findUnknown(ctx, bookings)) {
    await parkBooking(ctx, { bookingUid: uid, text: ctx.now.toISOString() });
  }
  ctx.wake.add("calcom-sync");
}

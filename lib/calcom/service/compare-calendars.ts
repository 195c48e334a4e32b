import "server-only";

import { CalendarNotConnected, CalendarUnreachable } from "@/lib/calcom/errors";
import type { SyncState } from "@/lib/calcom/schema";
import { isWithOtherHost } from "@/lib/calcom/service/check-host";
import type { Connection } from "@/lib/calcom/service/connection";
import { findUnknown } from "@/lib/calcom/service/find-unknown";
import { guarded } from "@/lib/calcom/service/guard-call";
import { openConnection } from "@/lib/calcom/service/lease-connection";
import { type Booking, toBooking } from "@/lib/calcom/service/read-booking";
import { requireSyncView } from "@/lib/calcom/service/sync-rights";
import type { TenantContext } from "@/lib/tenancy/context";

const DAYS = 14;
const PAGE = 100;
/** A page waits for this many calls at most. */
const MOST_PAGES = 10;

export type Drift = {
  appointmentId: string;
  reference: string;
  version: number;
  customer: string;
  timeZone: string;
  syncState: SyncState;
  ours: { isActive: boolean; startsAt: Date };
  /** Null where the calendar has nothing of it. */
  theirs: { isActive: boolean; startsAt: Date } | null;
  /** That somebody else has it there. */
  isWithOtherHost: boolean;
};

export type Comparison = {
  checkedAt: Date;
  compared: number;
  isComplete: boolean;
  drifts: Drift[];
  /** What stands in the calendar, and nobody here knows. */
  unknown: { startsAt: Date; title: string; attendee: string | null }[];
};

type Ours = Omit<Drift, "ours" | "theirs" | "isWithOtherHost"> & {
  uid: string | null;
  hostEmail: string | null;
  startsAt: Date;
  isActive: boolean;
};

/**
 * Compares the next two weeks of both sides, as they are now. What waits to be told is named with its state: it is no
 * fault, and goes by itself.
 *
 * @throws NotAllowed, CalendarNotConnected, CalendarUnreachable
 */
export async function compareCalendars(ctx: TenantContext): Promise<Comparison> {
  requireSyncView(ctx);
  const connection = await openConnection(ctx);
  if (connection === null) throw new CalendarNotConnected();
  const { bookings, isComplete } = await listTheirs(ctx, connection);
  const theirs = new Map(bookings.map((booking) => [booking.uid, booking]));
  const ours = await listOurs(ctx, [...theirs.keys()]);
  const unknown = await findUnknown(ctx, bookings);

  return {
    checkedAt: ctx.now,
    compared: ours.length,
    isComplete,
    drifts: ours.flatMap((one) => toDrift(one, theirs.get(one.uid ?? "") ?? null)),
    unknown: unknown.map(({ startsAt, title, attendee }) => ({
      ...{ startsAt, title },
      attendee: attendee?.name ?? null,
    })),
  };
}

const end = ({ now }: TenantContext) => new Date(now.getTime() + DAYS * 86_400_000);

/**
 * The bookings of the next two weeks, as they are there.
 *
 * @throws CalendarUnreachable
 */
export async function listTheirs(
  ctx: TenantContext,
  connection: Connection,
): Promise<{ bookings: Booking[]; isComplete: boolean }> {
  const bookings: Booking[] = [];
  let isComplete = false;
  for (let page = 0; page < MOST_PAGES && !isComplete; page += 1) {
    const answer = await guarded(ctx, connection, () =>
      connection.client.listBookings({
        ...{ afterStart: ctx.now, beforeEnd: end(ctx), sortStart: "asc" },
        ...{ take: PAGE, skip: page * PAGE },
      }),
    );
    if (answer.kind !== "ok") throw new CalendarUnreachable();
    bookings.push(...answer.data.bookings.map((booking) => toBooking(ctx, booking)));
    isComplete = !answer.data.hasNextPage;
  }

  return { bookings, isComplete };
}

/** Of appointments in the window, and of those that are there and not here any more. */
function listOurs(ctx: TenantContext, uids: readonly string[]): Promise<Ours[]> {
  return ctx.transaction(
    (db) => db.$queryRaw<Ours[]>`
      select a.id as "appointmentId", a.reference, a.version, c.name as customer, a.time_zone as "timeZone",
        a.calcom_sync_status as "syncState", a.calcom_booking_uid as uid, a.starts_at as "startsAt",
        a.status <> 'cancelled' as "isActive", h.email_normalised as "hostEmail"
      from appointments a join customers c on c.company_id = a.company_id and c.id = a.customer_id
      left join calcom_hosts h on h.company_id = a.company_id and h.staff_id = a.staff_id
      where a.company_id = ${ctx.companyId}::uuid and a.calcom_sync_status <> 'not_connected'
        and ((a.starts_at > ${ctx.now} and a.ends_at < ${end(ctx)} and a.status in ('pending', 'confirmed', 'cancelled'))
          or a.calcom_booking_uid = any (${[...uids]}::text[]))
      order by a.starts_at, a.id`,
  );
}

function toDrift(
  { uid: _uid, hostEmail, startsAt, isActive, ...one }: Ours,
  booking: Booking | null,
): Drift[] {
  const isThere = booking?.isActive === true;
  const isSame =
    isActive === isThere &&
    (!isActive || !isThere || booking.startsAt.getTime() === startsAt.getTime());
  const isElsewhere = booking !== null && isActive && isWithOtherHost({ hostEmail }, booking);
  if (isSame && !isElsewhere) return [];

  return [
    {
      ...one,
      ours: { isActive, startsAt },
      isWithOtherHost: isElsewhere,
      theirs: booking === null ? null : { isActive: booking.isActive, startsAt: booking.startsAt },
    },
  ];
}

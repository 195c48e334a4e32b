import "server-only";

import type { FreeSlot, FreeSlots } from "@/lib/appointments/service/free-times";
import { askSlots } from "@/lib/calcom/service/ask-slots";
import { CONNECTION, type ConnectionRow, toConnection } from "@/lib/calcom/service/connection";
import { sql } from "@/lib/platform/sql";
import type { TenantContext } from "@/lib/tenancy/context";

type Asked = {
  serviceId: string;
  /** The appointment that is to move: its own time counts as free. */
  appointmentId?: string;
};

type Pair = { staffId: string | null; eventTypeId: number };

/**
 * Of our free times those that people's calendars at Cal.com have free, too. A calendar that does not answer in time
 * keeps nobody waiting: then ours hold, and what turns out to be taken there is taken back later, with the nearest times.
 */
export async function withinCalendar(
  ctx: TenantContext,
  { free, ...asked }: Asked & { free: FreeSlots },
): Promise<FreeSlots> {
  const ours = free.days.flatMap(({ slots }) => slots);
  const open = new Set(await openSlots(ctx, { ...asked, slots: ours }));

  return {
    ...free,
    days: free.days
      .map((day) => ({ ...day, slots: day.slots.filter((slot) => open.has(slot)) }))
      .filter(({ slots }) => slots.length > 0),
  };
}

/** The same for some of our free times, in their order. */
export async function openSlots(
  ctx: TenantContext,
  { slots, ...asked }: Asked & { slots: FreeSlot[] },
): Promise<FreeSlot[]> {
  // Within somebody else's transaction rows are locked: no other server is waited for meanwhile.
  if (slots.length === 0 || ctx.isJoined) return slots;
  const known = await findPairs(ctx, asked);
  if (known === null) return slots;

  const connection = toConnection(known.connection, crypto.randomUUID());
  const people = new Set(slots.map(({ staff }) => staff.id));
  const wanted = known.pairs.filter(({ staffId }) => staffId === null || people.has(staffId));
  const starts = slots.map(({ startsAt }) => Date.parse(startsAt));
  const range = { from: Math.min(...starts), until: Math.max(...starts) };
  const { bookingUid } = known;
  const times = await askSlots(
    ctx,
    connection,
    wanted.map(({ eventTypeId }) => ({ eventTypeId, bookingUid, ...range })),
  );
  const open = new Map(wanted.map(({ staffId }, index) => [staffId, times[index] ?? null]));

  return slots.filter(({ staff, startsAt }) => {
    const theirs = open.get(staff.id) ?? (open.has(staff.id) ? null : open.get(null));

    return theirs?.has(Date.parse(startsAt)) ?? true;
  });
}

/** What books this service, where the company has a calendar that may be asked now. */
function findPairs(
  ctx: TenantContext,
  { serviceId, appointmentId }: Asked,
): Promise<{ connection: ConnectionRow; pairs: Pair[]; bookingUid: string | null } | null> {
  return ctx.transaction(async (db) => {
    const [row] = await db.$queryRaw<
      (ConnectionRow & { pairs: Pair[]; bookingUid: string | null })[]
    >`
      select ${CONNECTION},
        (select coalesce(json_agg(json_build_object('staffId', t.staff_id, 'eventTypeId', t.event_type_id)), '[]')
          from calcom_event_types t
          where t.company_id = c.company_id and t.service_id = ${serviceId}::uuid) as pairs,
        ${
          appointmentId === undefined
            ? sql`null`
            : sql`(select a.calcom_booking_uid from appointments a where a.company_id = c.company_id
                and a.id = ${appointmentId}::uuid and not a.calcom_is_cancelled)`
        } as "bookingUid"
      from calcom_connections c
      where c.company_id = ${ctx.companyId}::uuid and c.status = 'active'`;
    if (row === undefined || row.pairs.length === 0) return null;
    const { pairs, bookingUid, ...connection } = row;

    return { connection, pairs, bookingUid };
  });
}

import "server-only";

import type { FreeSlots } from "@/lib/appointments/service/free-times";
import { askSlots } from "@/lib/calcom/service/ask-slots";
import { CONNECTION, type ConnectionRow, toConnection } from "@/lib/calcom/service/connection";
import { sql } from "@/lib/platform/sql";
import type { TenantContext } from "@/lib/tenancy/context";

type Asked = {
  serviceId: string;
  free: FreeSlots;
  /** The appointment that is to move: its own time counts as free. */
  appointmentId?: string;
};

type Pair = { staffId: string | null; eventTypeId: number };

/**
 * Of our free times those that people's calendars at Cal.com have free, too. A calendar that does not answer in time
 * keeps nobody waiting: then ours hold, and what turns out to be taken there is taken back later, with the nearest times.
 */
export async function withinCalendar(ctx: TenantContext, asked: Asked): Promise<FreeSlots> {
  const { free } = asked;
  const starts = free.days.flatMap(({ slots }) =>
    slots.map(({ startsAt }) => Date.parse(startsAt)),
  );
  if (starts.length === 0) return free;
  const known = await findPairs(ctx, asked);
  if (known === null) return free;

  const connection = toConnection(known.connection, crypto.randomUUID());
  const people = new Set(free.days.flatMap(({ slots }) => slots.map(({ staff }) => staff.id)));
  const wanted = known.pairs.filter(({ staffId }) => staffId === null || people.has(staffId));
  const range = { from: Math.min(...starts), until: Math.max(...starts) };
  const { bookingUid } = known;
  const times = await askSlots(
    ctx,
    connection,
    wanted.map(({ eventTypeId }) => ({ eventTypeId, bookingUid, ...range })),
  );
  const open = new Map(wanted.map(({ staffId }, index) => [staffId, times[index] ?? null]));
  const isOpen = (staffId: string, startsAt: string) => {
    const theirs = open.get(staffId) ?? (open.has(staffId) ? null : open.get(null));

    return theirs?.has(Date.parse(startsAt)) ?? true;
  };

  return {
    ...free,
    days: free.days
      .map((day) => ({ ...day, slots: day.slots.filter((s) => isOpen(s.staff.id, s.startsAt)) }))
      .filter(({ slots }) => slots.length > 0),
  };
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

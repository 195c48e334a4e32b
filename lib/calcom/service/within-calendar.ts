import "server-only";

import type { FreeSlots } from "@/lib/appointments/service/free-times";
import { CONNECTION, type ConnectionRow, toConnection } from "@/lib/calcom/service/connection";
import { guarded } from "@/lib/calcom/service/guard-call";
import { sql } from "@/lib/platform/sql";
import type { TenantContext } from "@/lib/tenancy/context";

const DAY_MS = 86_400_000;

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
  const open = new Map<string | null, ReadonlySet<number> | null>();
  await Promise.all(
    wanted.map(async ({ staffId, eventTypeId }) => {
      const answer = await guarded(ctx, connection, () =>
        connection.client.listSlots({
          eventTypeId,
          start: new Date(Math.min(...starts)),
          end: new Date(Math.max(...starts) + DAY_MS),
          ...(known.bookingUid !== null && { bookingUidToReschedule: known.bookingUid }),
        }),
      );
      const times = answer.kind === "ok" ? new Set(answer.data.map((at) => at.getTime())) : null;
      open.set(staffId, times);
    }),
  );
  const isOpen = (staffId: string, startsAt: string) => {
    const times = open.get(staffId) ?? (open.has(staffId) ? null : open.get(null));

    return times?.has(Date.parse(startsAt)) ?? true;
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

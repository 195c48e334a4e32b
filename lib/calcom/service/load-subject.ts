import "server-only";

import type { AppointmentStatus } from "@/lib/appointments/schema";
import type { Side } from "@/lib/calcom/rules";
import type { SyncState } from "@/lib/calcom/schema";
import type { Locale } from "@/lib/shared/schema";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

/** An appointment as Cal.com has to know it, and what is known of its booking there. */
export type Subject = {
  id: string;
  reference: string;
  version: number;
  status: AppointmentStatus;
  /** Nothing that was told before can have been unheard. */
  toldFrom: Date;
  startsAt: Date;
  endsAt: Date;
  timeZone: string;
  staffId: string;
  staffName: string;
  hostEmail: string | null;
  cancellationReason: string | null;
  cancelledByKind: string | null;
  /** Who made this version. */
  changedByKind: string;
  /** Brought along from another system: it may stand in the calendar already. */
  isImported: boolean;
  /** When it was to begin before anybody moved it here. */
  firstStartsAt: Date;
  customer: {
    id: string;
    name: string;
    email: string | null;
    phone: string | null;
    locale: Locale;
    timeZone: string;
  };
  /** The event type that books this service with this person; null where none is paired. */
  pairedEventTypeId: number | null;
  bookingUid: string | null;
  /** Of every booking it has had. */
  uids: readonly string[];
  /** When the booking was changed there, as far as is known. */
  changedThereAt: Date | null;
  syncedVersion: number | null;
  syncStatus: SyncState;
  syncError: string | null;
  ours: Side;
  base: Side | null;
};

type Row = Omit<Subject, "ours" | "base" | "pairedEventTypeId"> & {
  isServicePaired: boolean;
  pairedEventTypeId: bigint | null;
  baseStartsAt: Date | null;
  baseEventTypeId: bigint | null;
  baseIsCancelled: boolean | null;
};

/**
 * Null when the company has no such appointment. Locked until the end of the transaction where `lock` is
 * given, so that what is decided about it is still so when it is written.
 */
export async function loadSubject(
  ctx: TenantContext,
  db: TenantDb,
  { appointmentId, lock = false }: { appointmentId: string; lock?: boolean },
): Promise<Subject | null> {
  if (lock) {
    await db.$queryRaw`
      select from appointments
      where company_id = ${ctx.companyId}::uuid and id = ${appointmentId}::uuid for no key update`;
  }
  const [row] = await db.$queryRaw<Row[]>`
    select a.id, a.reference, a.version, a.status, coalesce((select max(q.created_at) from calcom_sync_queue q where q.company_id = a.company_id
        and q.appointment_id = a.id and q.status = 'sent'), a.created_at) as "toldFrom",
      a.starts_at as "startsAt", a.ends_at as "endsAt", a.time_zone as "timeZone", a.staff_id as "staffId", s.name as "staffName",
      h.email_normalised as "hostEmail",
      a.cancellation_reason as "cancellationReason", a.cancelled_by_kind as "cancelledByKind",
      a.import_id is not null as "isImported",
      (select l.actor_kind from appointment_audit_logs l where l.company_id = a.company_id
        and l.appointment_id = a.id and l.version = a.version) as "changedByKind",
      coalesce((select (l.old_values->>'startsAt')::timestamptz from appointment_audit_logs l
        where l.company_id = a.company_id and l.appointment_id = a.id and l.version > 1 and l.old_values ? 'startsAt'
        order by l.version limit 1), a.starts_at) as "firstStartsAt",
      array(select b.booking_uid from calcom_bookings b
        where b.company_id = a.company_id and b.appointment_id = a.id) as uids,
      json_build_object('id', c.id, 'name', c.name, 'email', c.email, 'phone', c.phone,
        'locale', c.locale, 'timeZone', c.time_zone) as customer,
      (select t.event_type_id from calcom_event_types t
        where t.company_id = a.company_id and t.service_id = a.service_id
          and (t.staff_id is null or t.staff_id = a.staff_id)
        order by t.staff_id nulls last limit 1) as "pairedEventTypeId",
      exists (select from calcom_event_types t
        where t.company_id = a.company_id and t.service_id = a.service_id) as "isServicePaired",
      a.calcom_booking_uid as "bookingUid", a.calcom_updated_at as "changedThereAt",
      a.calcom_sync_status as "syncStatus", a.calcom_sync_error as "syncError",
      a.calcom_synced_version as "syncedVersion",
      a.calcom_starts_at as "baseStartsAt", a.calcom_event_type_id as "baseEventTypeId",
      a.calcom_is_cancelled as "baseIsCancelled"
    from appointments a
    join customers c on c.company_id = a.company_id and c.id = a.customer_id
    join staff s on s.company_id = a.company_id and s.id = a.staff_id
    left join calcom_hosts h on h.company_id = a.company_id and h.staff_id = a.staff_id
    where a.company_id = ${ctx.companyId}::uuid and a.id = ${appointmentId}::uuid`;

  return row === undefined ? null : toSubject(row);
}

function toSubject({
  isServicePaired,
  baseStartsAt,
  baseEventTypeId,
  baseIsCancelled,
  ...row
}: Row): Subject {
  const number = (id: bigint | null) => (id === null ? null : Number(id));
  const pairedEventTypeId = number(row.pairedEventTypeId);
  const base =
    baseStartsAt === null
      ? null
      : {
          isActive: baseIsCancelled === false,
          startsAt: baseStartsAt,
          eventTypeId: number(baseEventTypeId),
        };
  // A service that is paired no more keeps the event type of the bookings it has. One that is paired, though not with this
  // person, has no place in their calendar.
  const eventTypeId = pairedEventTypeId ?? base?.eventTypeId ?? null;
  const hasPlace = pairedEventTypeId !== null || !isServicePaired;

  return {
    ...row,
    pairedEventTypeId,
    ours: { isActive: row.status !== "cancelled" && hasPlace, startsAt: row.startsAt, eventTypeId },
    base,
  };
}

/** The appointment that a booking, or the newest one of those it came from, belongs to; null for a new one. */
export async function findAppointmentOf(
  ctx: TenantContext,
  db: TenantDb,
  bookingUids: readonly string[],
): Promise<string | null> {
  const [row] = await db.$queryRaw<{ appointmentId: string }[]>`
    select appointment_id as "appointmentId" from calcom_bookings
    where company_id = ${ctx.companyId}::uuid and booking_uid = any (${[...bookingUids]}::text[])
    order by array_position(${[...bookingUids]}::text[], booking_uid) limit 1`;

  return row?.appointmentId ?? null;
}

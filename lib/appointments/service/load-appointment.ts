import "server-only";

import type { AppointmentStatus } from "@/lib/appointments/schema";
import type { SlotShape } from "@/lib/availability/rules";
import type { SyncState } from "@/lib/calcom/schema";
import { sql } from "@/lib/platform/sql";
import { type ChangeFacts, resolvePolicy } from "@/lib/policies/rules";
import type { Policy, PolicyRow } from "@/lib/policies/schema";
import type { Locale } from "@/lib/shared/schema";
import type { TenantDb } from "@/lib/tenancy/context";

/** An appointment with everything a decision, a page or a mail about it needs, in one query. */
export type LoadedAppointment = {
  id: string;
  reference: string;
  version: number;
  status: AppointmentStatus;
  startsAt: Date;
  endsAt: Date;
  timeZone: string;
  priceMinor: number;
  currency: string;
  notes: string | null;
  rescheduledCount: number;
  feeMinor: number;
  bufferBeforeMinutes: number;
  bufferAfterMinutes: number;
  newTimeAskedAt: Date | null;
  newTimeReason: string | null;
  /** How it stands with the calendar of its staff member, and why it is not in step. */
  syncStatus: SyncState;
  syncError: string | null;
  linkGeneration: number;
  linkHash: Uint8Array | null;
  customer: {
    id: string;
    name: string;
    email: string | null;
    phone: string | null;
    locale: Locale;
    timeZone: string;
  };
  service: {
    id: string;
    name: string;
    durationMinutes: number;
    stepMinutes: number;
    isSelfService: boolean;
  };
  staff: { id: string; name: string; email: string | null; locale: Locale | null };
  branch: {
    id: string;
    name: string;
    street: string;
    postalCode: string;
    city: string;
    phone: string | null;
    email: string | null;
  };
  company: CompanyCard;
  /** The rules as they were promised at booking; null where the present ones hold. */
  promised: Policy | null;
  policyRows: PolicyRow[];
  cancellations30Days: number;
};

/** What every page of a company shows of it. */
export type CompanyCard = {
  slug: string;
  name: string;
  accentColour: string;
  phone: string | null;
  email: string | null;
  openingHoursNote: string | null;
};

/** Who and what an appointment is about, of rows named c, s, st, u, b and co. */
export const PARTIES = sql`
  json_build_object('id', c.id, 'name', c.name, 'email', c.email, 'phone', c.phone,
    'locale', c.locale, 'timeZone', c.time_zone) as customer,
  json_build_object('id', s.id, 'name', s.name, 'durationMinutes', s.duration_minutes,
    'stepMinutes', s.step_minutes, 'isSelfService', s.is_self_service) as service,
  json_build_object('id', st.id, 'name', st.name, 'email', u.email, 'locale', u.locale) as staff,
  json_build_object('id', b.id, 'name', b.name, 'street', b.street, 'postalCode', b.postal_code,
    'city', b.city, 'phone', b.phone, 'email', b.email) as branch,
  json_build_object('slug', co.slug, 'name', co.name, 'accentColour', co.accent_colour,
    'phone', co.phone, 'email', co.email, 'openingHoursNote', co.opening_hours_note) as company,
  coalesce((
    select json_agg(json_build_object('branchId', p.branch_id, 'serviceId', p.service_id,
      'staffId', p.staff_id, 'rescheduleNoticeMinutes', p.reschedule_notice_minutes,
      'cancelNoticeMinutes', p.cancel_notice_minutes, 'maxDaysAhead', p.max_days_ahead,
      'maxReschedules', p.max_reschedules, 'maxCancellations30Days', p.max_cancellations_30_days,
      'isReasonRequired', p.is_reason_required, 'feeTiers', p.fee_tiers))
    from appointment_policies p where p.company_id = co.id
      and (p.branch_id is null or p.branch_id = b.id)
      and (p.service_id is null or p.service_id = s.id)
      and (p.staff_id is null or p.staff_id = st.id)), '[]') as "policyRows",
  (select count(*)::int from appointments x
    where x.company_id = co.id and x.customer_id = c.id and x.status = 'cancelled'
      and x.cancelled_by_kind = 'customer' and x.new_time_asked_at is null and x.cancelled_at > now() - interval '30 days')
    as "cancellations30Days"`;

/** Null when the company has no such appointment. One round trip, by primary keys. */
export async function loadAppointment(
  db: TenantDb,
  companyId: string,
  appointmentId: string,
): Promise<LoadedAppointment | null> {
  const [row] = await db.$queryRaw<LoadedAppointment[]>`
    select a.id, a.reference, a.version, a.status, a.starts_at as "startsAt", a.ends_at as "endsAt",
      a.time_zone as "timeZone", a.price_minor as "priceMinor", a.currency, a.notes,
      a.rescheduled_count as "rescheduledCount", a.fee_minor as "feeMinor",
      a.buffer_before_minutes as "bufferBeforeMinutes", a.buffer_after_minutes as "bufferAfterMinutes",
      a.new_time_asked_at as "newTimeAskedAt", a.new_time_reason as "newTimeReason",
      a.link_generation as "linkGeneration", a.link_hash as "linkHash", a.policy as promised,
      a.calcom_sync_status as "syncStatus", a.calcom_sync_error as "syncError", ${PARTIES}
    from appointments a
    join companies co on co.id = a.company_id
    join customers c on c.company_id = a.company_id and c.id = a.customer_id
    join services s on s.company_id = a.company_id and s.id = a.service_id
    join staff st on st.company_id = a.company_id and st.id = a.staff_id
    join branches b on b.company_id = a.company_id and b.id = a.branch_id
    left join memberships m on m.company_id = a.company_id and m.staff_id = a.staff_id
      and m.deactivated_at is null
    left join users u on u.id = m.user_id
    where a.company_id = ${companyId}::uuid and a.id = ${appointmentId}::uuid`;

  return row ?? null;
}

/** The rules that hold for an appointment, and what they are asked about. */
export function policyOf(appointment: LoadedAppointment): { policy: Policy; facts: ChangeFacts } {
  const { promised, policyRows, service, newTimeAskedAt } = appointment;

  return {
    policy: promised ?? resolvePolicy(policyRows),
    facts: {
      ...appointment,
      isSelfService: service.isSelfService,
      isNewTimeAsked: newTimeAskedAt !== null,
    },
  };
}

/** What was booked counts, not what the service takes by now. */
export function shapeOf(appointment: LoadedAppointment): SlotShape {
  const { startsAt, endsAt, bufferBeforeMinutes, bufferAfterMinutes, service } = appointment;

  return {
    durationMinutes: (endsAt.getTime() - startsAt.getTime()) / 60_000,
    bufferBeforeMinutes,
    bufferAfterMinutes,
    stepMinutes: service.stepMinutes,
  };
}

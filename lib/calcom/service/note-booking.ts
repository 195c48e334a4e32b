import "server-only";

import type { Booking } from "@/lib/calcom/service/read-booking";
import { shortened } from "@/lib/shared/shortened";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

export type SyncStatus = "pending" | "synced" | "failed" | "manual_review";

/**
 * Writes down how an appointment's booking is at Cal.com, and which of our versions that is (null when it is none of
 * them yet). Each uid stays in the chain for ever.
 */
export async function noteBooking(
  ctx: TenantContext,
  db: TenantDb,
  { appointmentId, booking, version }: Noted,
): Promise<void> {
  const { uid, startsAt, eventTypeId, isActive, updatedAt } = booking;
  await db.$executeRaw`
    insert into calcom_bookings (company_id, booking_uid, appointment_id)
    values (${ctx.companyId}::uuid, ${uid}, ${appointmentId}::uuid) on conflict do nothing`;
  await db.$executeRaw`
    update appointments set calcom_booking_uid = ${uid}, calcom_starts_at = ${startsAt},
      calcom_event_type_id = coalesce(${eventTypeId}::bigint, calcom_event_type_id),
      calcom_is_cancelled = ${!isActive}, calcom_updated_at = ${updatedAt}, calcom_last_sync_at = now(),
      calcom_synced_version = coalesce(${version}::int, calcom_synced_version),
      calcom_sync_status = case when ${version}::int = version then 'synced'
        when calcom_sync_status = 'synced' then 'pending' else calcom_sync_status end,
      calcom_sync_error = case when ${version}::int = version then null else calcom_sync_error end,
      calcom_sync_attempts = case when ${version}::int = version then 0 else calcom_sync_attempts end
    where company_id = ${ctx.companyId}::uuid and id = ${appointmentId}::uuid`;
}

type Noted = { appointmentId: string; booking: Booking; version: number | null };

/** Says of an appointment why it is not in step, as the pages show it. */
export async function noteTrouble(
  ctx: TenantContext,
  db: TenantDb,
  {
    appointmentId,
    status,
    error,
  }: { appointmentId: string; status: Exclude<SyncStatus, "synced">; error: string },
): Promise<void> {
  await db.$executeRaw`
    update appointments set calcom_sync_status = ${status}, calcom_sync_error = ${shortened(error, 200)},
      calcom_sync_attempts = calcom_sync_attempts + 1
    where company_id = ${ctx.companyId}::uuid and id = ${appointmentId}::uuid`;
}

/** There is nothing to be told of this version: it was over before there was a booking. */
export async function noteNoBooking(
  ctx: TenantContext,
  db: TenantDb,
  { appointmentId, version }: { appointmentId: string; version: number },
): Promise<void> {
  await db.$executeRaw`
    update appointments set calcom_synced_version = ${version}, calcom_sync_status = 'synced',
      calcom_sync_error = null, calcom_last_sync_at = now()
    where company_id = ${ctx.companyId}::uuid and id = ${appointmentId}::uuid and version = ${version}`;
}

import "server-only";

import type { Person } from "@/lib/appointments/schema";
import type { Subject } from "@/lib/calcom/service/load-subject";
import { openReview } from "@/lib/calcom/service/open-review";
import type { Booking } from "@/lib/calcom/service/read-booking";
import { normaliseEmail } from "@/lib/shared/email";
import { shortened } from "@/lib/shared/shortened";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

type Hosted = {
  subject: Pick<Subject, "id" | "hostEmail">;
  booking: Booking;
};

/**
 * Puts a booking before a person that is with another host there: an event type of several people may give it to any of them, and
 * anybody may reassign it. Not again where somebody has decided about that host.
 */
export async function checkHost(
  ctx: TenantContext,
  db: TenantDb,
  { subject, booking }: Hosted,
): Promise<void> {
  if (!isWithOtherHost(subject, booking)) return;
  const [decided] = await db.$queryRaw<unknown[]>`
    select 1 from calcom_reviews
    where company_id = ${ctx.companyId}::uuid and appointment_id = ${subject.id}::uuid and problem = 'other-host'
      and decided_by is not null and details->>'host' = ${shortened(booking.hostEmails[0] ?? "", 254)}`;
  if (decided !== undefined) return;
  await openReview(ctx, db, { problem: "other-host", appointmentId: subject.id, booking });
}

/** Whether the booking is with somebody else there than the appointment's staff member. */
export function isWithOtherHost(
  { hostEmail }: Pick<Subject, "hostEmail">,
  { isActive, hostEmails }: Pick<Booking, "isActive" | "hostEmails">,
): boolean {
  const emails = hostEmails.map(normaliseEmail);

  return isActive && hostEmail !== null && emails.length > 0 && !emails.includes(hostEmail);
}

/**
 * Who is the booking's host there and could perform the appointment here; null where it is with nobody else, with nobody
 * known, or over.
 */
export async function findNewHost(
  ctx: TenantContext,
  db: TenantDb,
  { subject, booking }: Hosted,
): Promise<Person | null> {
  if (!isWithOtherHost(subject, booking)) return null;
  const emails = booking.hostEmails.map(normaliseEmail);
  const [host] = await db.$queryRaw<Person[]>`
    select s.id, s.name from calcom_hosts h
    join staff s on s.company_id = h.company_id and s.id = h.staff_id and s.is_active
    join appointments a on a.company_id = s.company_id and a.id = ${subject.id}::uuid and a.branch_id = s.branch_id
      and a.status in ('pending', 'confirmed')
    join staff_services v on v.company_id = s.company_id and v.staff_id = s.id and v.service_id = a.service_id
    where h.company_id = ${ctx.companyId}::uuid
      and h.email_normalised = any (${emails}::text[])
    order by array_position(${emails}::text[], h.email_normalised) limit 1`;

  return host ?? null;
}

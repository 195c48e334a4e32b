import "server-only";

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

import "server-only";

import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

type Claim = {
  /** Whose time is about to be claimed. */
  staffId: string;
  /** Whose appointment it is, where there is none yet to read it from. */
  customerId?: string;
  appointmentId?: string;
  /** Who writes a new booking down: one time is all they have in hand. */
  holder?: string;
};

/**
 * Ends the holds that have run out and would stand in the way of a claim: the staff member's, and the
 * customer's with anybody. Free times count them no more, swept or not, so no claim may meet them either.
 */
export async function releaseOverdue(
  { companyId }: TenantContext,
  db: TenantDb,
  { staffId, customerId, appointmentId, holder }: Claim,
): Promise<void> {
  // The appointment's row comes before its holds, and holds come by their ids, for everybody who locks both.
  await db.$executeRaw`
    with claimant as (
      select customer_id from appointments
      where company_id = ${companyId}::uuid and id = ${appointmentId ?? null}::uuid for no key update),
    overdue as (
      select r.id from appointment_reservations r left join claimant c on true
      where r.company_id = ${companyId}::uuid and r.status = 'active' and r.expires_at <= now()
        and (r.staff_id = ${staffId}::uuid or (r.type = 'new_booking' and r.holder = ${holder ?? null})
          or r.customer_id = coalesce(${customerId ?? null}::uuid, c.customer_id))
      order by r.id for update of r)
    update appointment_reservations set status = 'expired'
    where company_id = ${companyId}::uuid and id in (select id from overdue)`;
}

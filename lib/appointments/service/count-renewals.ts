import "server-only";

import { LINK_OUTLIVES_APPOINTMENT_MS } from "@/lib/appointments/service/manage-link";
import { MOST_MAILS } from "@/lib/appointments/service/renew-links";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

/** How many mails with a new link go out if the links to all appointments of a customer end now. */
export async function countRenewals(
  { companyId, now }: TenantContext,
  db: TenantDb,
  customerId: string,
): Promise<number> {
  const since = new Date(now.getTime() - LINK_OUTLIVES_APPOINTMENT_MS);
  const [row] = await db.$queryRaw<{ mails: number }[]>`
    select least(count(*), ${MOST_MAILS})::int as mails
    from appointments a
    where a.company_id = ${companyId}::uuid and a.customer_id = ${customerId}::uuid
      and a.link_hash is not null and a.ends_at > ${since}
      and ((a.status in ('pending', 'confirmed', 'in_progress') and a.starts_at > ${now})
        or exists (
          select from appointment_email_queue q
          where q.company_id = a.company_id and q.appointment_id = a.id
            and q.audience = 'customer' and q.status = 'pending'
            and (q.locked_until is null or q.locked_until < now())))`;

  return row?.mails ?? 0;
}

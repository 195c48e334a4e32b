import "server-only";

import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

/** Ends what an address has of "my appointments": links that nobody has used yet, open visits, and mails that wait. */
export async function endAccess(
  { companyId }: TenantContext,
  db: TenantDb,
  emailNormalised: string,
): Promise<void> {
  await db.$executeRaw`
    with ended as (
      update customer_access_links set expires_at = least(expires_at, now()),
        visit_until = case when visit_until > now() then now() else visit_until end
      where company_id = ${companyId}::uuid and email_normalised = ${emailNormalised}
        and (expires_at > now() or visit_until > now())
      returning id
    )
    update appointment_email_queue q set status = 'cancelled', next_attempt_at = null
    from ended
    where q.company_id = ${companyId}::uuid and q.access_link_id = ended.id and q.status = 'pending'
      and (q.locked_until is null or q.locked_until < now())`;
}

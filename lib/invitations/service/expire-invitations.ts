import "server-only";

import type { TenantDb } from "@/lib/tenancy/context";

type Scope = { companyId: string; actorName: string; emailNormalised?: string };

/**
 * Makes open invitations that have run out `expired`, by the database's clock, each with its line in
 * the activity log; those of one address, or all of the company's.
 *
 * @returns how many
 */
export async function expireInvitations(
  db: TenantDb,
  { companyId, actorName, emailNormalised }: Scope,
): Promise<number> {
  return db.$executeRaw`
    with expired as (
      update user_invitations set status = 'expired'
      where company_id = ${companyId}::uuid and status = 'pending' and expires_at <= now()
        and (${emailNormalised ?? null}::text is null or email_normalised = ${emailNormalised ?? null})
      returning id, email, role
    )
    insert into activity_log (company_id, event, actor_kind, actor_name, subject_kind, subject_id, data)
    select ${companyId}::uuid, 'invitation_expired', 'system', ${actorName}, 'invitation', id,
      jsonb_build_object('email', email, 'role', role)
    from expired`;
}

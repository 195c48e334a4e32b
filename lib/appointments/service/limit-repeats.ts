import "server-only";

import { TooManyMails } from "@/lib/appointments/errors";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

/** In an hour: staff may mistake themselves twice, and nobody's mailbox is filled. */
const MOST = 3;

/**
 * Refuses what sends the same mail again and again; counted in the log of the appointment, whose row the
 * caller has locked by changing it.
 *
 * @throws TooManyMails with the minutes until it goes on
 */
export async function limitRepeats(
  { companyId }: Pick<TenantContext, "companyId">,
  db: TenantDb,
  {
    appointmentId,
    action,
  }: { appointmentId: string; action: "new_time_requested" | "link_rotated" },
): Promise<void> {
  const [full] = await db.$queryRaw<{ minutes: number }[]>`
    select ceil(extract(epoch from min(created_at) + interval '1 hour' - now()) / 60)::int as minutes
    from (
      select created_at from appointment_audit_logs
      where company_id = ${companyId}::uuid and appointment_id = ${appointmentId}::uuid
        and action = ${action} and created_at > now() - interval '1 hour'
      order by created_at desc limit ${MOST}
    ) latest having count(*) = ${MOST}`;
  if (full !== undefined) throw new TooManyMails({ params: { max: MOST, minutes: full.minutes } });
}

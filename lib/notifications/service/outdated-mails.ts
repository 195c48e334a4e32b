import "server-only";

import type { TenantDb } from "@/lib/tenancy/context";

/**
 * Which of a company's mails about appointments must not leave any more, because they would say what is not so, or lead
 * nowhere: a time that is another by now, something that a newer mail to the same person has overtaken, a link that is
 * over. A mail that waits for its next attempt would otherwise arrive after the one that corrects it.
 */
export async function findOutdated(
  db: TenantDb,
  companyId: string,
  mailIds: readonly string[],
): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select q.id from appointment_email_queue q
    left join appointments a on a.company_id = q.company_id and a.id = q.appointment_id
    left join customer_access_links l on l.company_id = q.company_id and l.id = q.access_link_id
    where q.company_id = ${companyId}::uuid and q.id = any (${[...mailIds]}::uuid[])
      and (case q.kind
        when 'access_link' then l.used_at is not null or l.expires_at <= now()
        when 'cancelled' then a.status <> 'cancelled'
        when 'reminder' then a.status <> 'confirmed' or a.starts_at <= now()
          or a.starts_at <> (q.snapshot->>'startsAt')::timestamptz
        -- Who has handed it over is told that it is not theirs, wherever it goes from there.
        else not coalesce((q.snapshot->>'isHandedOver')::boolean, false)
          and (a.status = 'cancelled' or a.starts_at <> (q.snapshot->>'startsAt')::timestamptz) end
        or exists (
          select from appointment_email_queue n
          where n.company_id = q.company_id and n.appointment_id = q.appointment_id
            and n.audience = q.audience and n.recipient = q.recipient and n.status in ('pending', 'sent')
            and ((n.snapshot->>'version')::int, (n.snapshot->>'linkGeneration')::int)
              > ((q.snapshot->>'version')::int, (q.snapshot->>'linkGeneration')::int)))`;

  return rows.map(({ id }) => id);
}

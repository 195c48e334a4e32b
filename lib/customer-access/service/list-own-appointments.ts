import "server-only";

import type { OwnAppointment, OwnAppointments } from "@/lib/customer-access/schema";
import { hashSecret } from "@/lib/platform/secrets";
import type { TenantContext } from "@/lib/tenancy/context";

const MOST_UPCOMING = 100;
const MOST_PAST = 30;

type Row = OwnAppointment & { isPast: boolean };

/**
 * What an open visit may see: the appointments of everybody with its address in this company, the next
 * ones and the latest. Null once the visit is over.
 */
export async function findOwnAppointments(
  ctx: TenantContext,
  secret: string,
): Promise<OwnAppointments | null> {
  const { companyId } = ctx;

  return ctx.transaction(async (db) => {
    const [visit] = await db.$queryRaw<{ email: string; endsAt: Date }[]>`
      select email_normalised as email, visit_until as "endsAt" from customer_access_links
      where company_id = ${companyId}::uuid and visit_hash = ${hashSecret(secret)}
        and visit_until > now()`;
    if (visit === undefined) return null;

    const rows = await db.$queryRaw<Row[]>`
      with own as (
        select a.id, a.starts_at as "startsAt", a.ends_at as "endsAt", a.time_zone as "timeZone",
          a.status, a.new_time_asked_at is not null and a.status <> 'cancelled' as "isNewTimeAsked", s.name as service,
          st.name as staff, b.city, c.name as customer, c.time_zone as "customerTimeZone",
          a.ends_at <= now() as "isPast"
        from customers c
        join appointments a on a.company_id = c.company_id and a.customer_id = c.id
        join services s on s.company_id = a.company_id and s.id = a.service_id
        join staff st on st.company_id = a.company_id and st.id = a.staff_id
        join branches b on b.company_id = a.company_id and b.id = a.branch_id
        where c.company_id = ${companyId}::uuid and c.email_normalised = ${visit.email}
      )
      (select * from own where not "isPast" order by "startsAt", id limit ${MOST_UPCOMING})
      union all
      (select * from own where "isPast" order by "startsAt" desc, id limit ${MOST_PAST})`;

    return {
      ...visit,
      upcoming: rows.filter(({ isPast }) => !isPast),
      past: rows.filter(({ isPast }) => isPast),
      isOnePerson: new Set(rows.map(({ customer }) => customer)).size < 2,
    };
  });
}

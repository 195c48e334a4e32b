import "server-only";

import { type Sql, sql } from "@/lib/platform/sql";

/** Of how many mails of the last hour, how many were given up or came back. */
export type FailingMails = { bad: number; total: number };

/** Fewer say nothing about a rate. */
const FEWEST = 10;
/** A fifth. */
const ONE_IN = 5;

/**
 * As a value of a query: invitations and mails to customers of the last hour, where more than a fifth of at least ten did not arrive;
 * null otherwise. One bad address is not meant, but what makes many of them fail: a domain, a key, a provider.
 */
export function failingMails(companyId: string): Sql {
  const settled = sql`
    q.status = 'failed' or coalesce(q.delivery_state in ('bounced', 'complained', 'failed', 'suppressed'), false) as is_bad`;
  const lately = sql`
    q.company_id = ${companyId}::uuid and q.settled_at > now() - interval '1 hour' and q.status in ('sent', 'failed')`;

  return sql`(
    select case when count(*) >= ${FEWEST} and count(*) filter (where m.is_bad) * ${ONE_IN} > count(*)
      then json_build_object('bad', count(*) filter (where m.is_bad), 'total', count(*)) end
    from (
      select ${settled} from invitation_email_queue q where ${lately}
      union all
      select ${settled} from appointment_email_queue q where ${lately} and q.audience = 'customer'
    ) m)`;
}

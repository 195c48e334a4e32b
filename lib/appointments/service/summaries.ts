import "server-only";

import { isoText, type Sql, sql } from "@/lib/platform/sql";
import type { Member } from "@/lib/tenancy/actor";
import { NOBODY, REACH } from "@/lib/tenancy/roles";

/** What a line of the list says, of rows named a, c, s, st and b. */
export const SUMMARY = sql`a.id, a.reference, a.version, a.status, a.calcom_sync_status as "syncStatus",
    a.time_zone as "timeZone",
    ${isoText(sql`a.starts_at`)} as "startsAt", ${isoText(sql`a.ends_at`)} as "endsAt",
    json_build_object('id', c.id, 'name', c.name) as customer,
    json_build_object('id', s.id, 'name', s.name) as service,
    json_build_object('id', st.id, 'name', st.name) as staff,
    json_build_object('id', b.id, 'name', b.name) as branch`;

/** With everything that a line names, of rows named a. */
export const SUMMARY_PARTIES = sql`
  join customers c on c.company_id = a.company_id and c.id = a.customer_id
  join services s on s.company_id = a.company_id and s.id = a.service_id
  join staff st on st.company_id = a.company_id and st.id = a.staff_id
  join branches b on b.company_id = a.company_id and b.id = a.branch_id`;

/** The part of the company's appointments that a member may see, of rows named a. */
export function visibleTo({ role, branchId, staffId }: Member): Sql {
  switch (REACH["see-appointments"][role]) {
    case "all":
      return sql`true`;
    case "branch":
      return sql`a.branch_id = ${branchId ?? NOBODY}::uuid`;
    default:
      return sql`a.staff_id = ${staffId ?? NOBODY}::uuid`;
  }
}

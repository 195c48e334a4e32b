import "server-only";

import { sql } from "@/lib/platform/sql";

/** Why an appointment of an import stays when it is undone, of rows named a; null for what nobody has touched. */
export const WHY_APPOINTMENT_STAYS = sql`case
  when a.version <> 1 then 'changed'
  when exists (select from appointment_audit_logs l where l.company_id = a.company_id
    and l.appointment_id = a.id and l.action <> 'imported') then 'noted'
  when exists (select from appointment_email_queue q where q.company_id = a.company_id
    and q.appointment_id = a.id) then 'mailed'
  when exists (select from appointment_link_opens o where o.company_id = a.company_id
    and o.appointment_id = a.id) then 'opened'
  when a.calcom_booking_uid is not null then 'elsewhere'
  when exists (select from appointment_reservations r where r.company_id = a.company_id
      and r.original_appointment_id = a.id)
    or exists (select from absence_cases d where d.company_id = a.company_id
      and d.appointment_id = a.id) then 'changed'
  end`;

/** Why a customer of an import stays, of rows named c; what goes with the same import keeps nobody. */
export const WHY_CUSTOMER_STAYS = sql`case
  when c.version <> 1 then 'changed'
  when exists (select from customers o where o.company_id = c.company_id and o.merged_into = c.id)
    then 'merged'
  when exists (select from appointments a where a.company_id = c.company_id and a.customer_id = c.id
      and (a.import_id is distinct from c.import_id or ${WHY_APPOINTMENT_STAYS} is not null))
    or exists (select from appointment_reservations r where r.company_id = c.company_id
      and r.customer_id = c.id) then 'booked'
  end`;

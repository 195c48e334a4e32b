import type { Client } from "pg";

/**
 * Three confirmations that leave when the server starts, so that the mailbox has a customer's link to
 * try: a German one, one for a visitor from another zone, and one inside the notice period.
 */
export async function queueConfirmations(client: Client, companyId: string): Promise<void> {
  await client.query(
    `insert into appointment_email_queue (company_id, appointment_id, kind, audience, recipient, snapshot)
     select $1, a.id, 'booked', 'customer', c.email, jsonb_build_object(
       'audience', 'customer', 'kind', 'booked', 'locale', c.locale, 'readerTimeZone', c.time_zone,
       'appointmentId', a.id, 'linkGeneration', a.link_generation, 'reference', a.reference,
       'version', a.version, 'startsAt', a.starts_at, 'endsAt', a.ends_at, 'timeZone', a.time_zone,
       'previousStartsAt', null, 'previousEndsAt', null, 'previousStaff', null,
       'customer', c.name, 'service', s.name, 'staff', st.name,
       'branch', jsonb_build_object('name', b.name, 'street', b.street, 'postalCode', b.postal_code,
         'city', b.city, 'phone', b.phone),
       'company', jsonb_build_object('slug', co.slug, 'name', co.name,
         'accentColour', co.accent_colour, 'phone', co.phone),
       'reason', null, 'changedBy', c.name, 'deadline', case when a.starts_at > now() + interval '24 hours'
         then jsonb_build_object('rescheduleUntil', a.starts_at - interval '24 hours',
           'cancelUntil', a.starts_at - interval '24 hours', 'reschedulesLeft', 3, 'isFree', true) end,
       'feeMinor', 0, 'currency', a.currency)
     from (
       (select x.* from appointments x join customers y on y.company_id = x.company_id and y.id = x.customer_id
         where x.company_id = $1 and x.status = 'confirmed' and x.version = 1 and y.locale = 'de'
           and x.starts_at between now() + interval '3 days' and now() + interval '8 days'
         order by x.starts_at limit 1)
       union all
       (select x.* from appointments x join customers y on y.company_id = x.company_id and y.id = x.customer_id
         where x.company_id = $1 and x.status = 'confirmed' and y.locale = 'en'
           and x.starts_at between now() + interval '3 days' and now() + interval '12 days'
         order by x.starts_at limit 1)
       union all
       (select x.* from appointments x where x.company_id = $1 and x.status = 'confirmed'
           and x.starts_at between now() + interval '1 hour' and now() + interval '23 hours'
         order by x.starts_at limit 1)) a
     join companies co on co.id = a.company_id
     join customers c on c.company_id = a.company_id and c.id = a.customer_id
     join services s on s.company_id = a.company_id and s.id = a.service_id
     join staff st on st.company_id = a.company_id and st.id = a.staff_id
     join branches b on b.company_id = a.company_id and b.id = a.branch_id`,
    [companyId],
  );
}

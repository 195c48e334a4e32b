import "server-only";

import type { TenantDb } from "@/lib/tenancy/context";

export type OfferedService = {
  id: string;
  name: string;
  durationMinutes: number;
  priceMinor: number;
  currency: string;
  isActive: boolean;
};

export type OfferingStaff = {
  id: string;
  name: string;
  /** Of their account, if they have one. */
  email: string;
  branchId: string;
  timeZone: string;
  /** Whether something can be to come with them, there. */
  isActive: boolean;
  serviceIds: string[];
};

export type Offers = { services: OfferedService[]; staff: OfferingStaff[] };

/** Everything that an appointment can be of, and with; what is offered now comes first. */
export async function loadOffers(db: TenantDb, companyId: string): Promise<Offers> {
  const [found] = await db.$queryRaw<Offers[]>`
    select coalesce((select json_agg(s) from (
        select id, name, duration_minutes as "durationMinutes", price_minor as "priceMinor", currency,
          is_active as "isActive"
        from services where company_id = ${companyId}::uuid order by is_active desc, name) s), '[]')
        as services,
      coalesce((select json_agg(p) from (
        select st.id, st.name, coalesce(u.email_normalised, '') as email, st.branch_id as "branchId",
          b.time_zone as "timeZone", st.is_active and b.is_active as "isActive",
          array(select v.service_id from staff_services v
            where v.company_id = st.company_id and v.staff_id = st.id) as "serviceIds"
        from staff st
        join branches b on b.company_id = st.company_id and b.id = st.branch_id
        left join memberships m on m.company_id = st.company_id and m.staff_id = st.id
          and m.deactivated_at is null
        left join users u on u.id = m.user_id
        where st.company_id = ${companyId}::uuid
        order by (st.is_active and b.is_active) desc, st.name) p), '[]') as staff`;
  if (found === undefined) throw new Error("an aggregate always has a row");

  return found;
}

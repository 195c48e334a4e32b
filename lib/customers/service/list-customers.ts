import "server-only";

import type { CustomerFilter, CustomerPage, CustomerSummary } from "@/lib/customers/schema";
import { reachOf, searchPatterns } from "@/lib/customers/service/visible-customers";
import { sql } from "@/lib/platform/sql";
import type { TenantContext } from "@/lib/tenancy/context";

const PAGE_SIZE = 50;

/**
 * A page of the company's customers by name, as far as the member may see them; their appointments
 * count as far as those.
 *
 * @throws NotAllowed for anybody but a member
 */
export async function listCustomers(
  ctx: TenantContext,
  filter: CustomerFilter,
): Promise<CustomerPage> {
  const { reach, branchId, staffId } = reachOf(ctx, "see-customers");
  const { companyId, now } = ctx;
  const { search } = filter;
  const after = filter.after ?? null;
  const patterns = search === "" ? null : searchPatterns(search);

  const visible = sql`(${reach} = 'all' or (${reach} = 'branch' and a.branch_id = ${branchId}::uuid)
    or (${reach} = 'own' and a.staff_id = ${staffId}::uuid))`;
  const rows = await ctx.transaction(
    (db) => db.$queryRaw<CustomerSummary[]>`
      select c.id, c.name, c.email, c.phone, seen.count as "appointmentCount",
        seen.next as "nextAt", seen.last as "lastAt"
      from customers c
      cross join lateral (
        select count(*) as everywhere, (count(*) filter (where ${visible}))::int as count,
          min(a.starts_at) filter (where ${visible} and a.starts_at > ${now}
            and a.status in ('pending', 'confirmed')) as next,
          max(a.starts_at) filter (where ${visible} and a.starts_at <= ${now}
            and a.status <> 'cancelled') as last
        from appointments a
        where a.company_id = c.company_id and a.customer_id = c.id
      ) seen
      where c.company_id = ${companyId}::uuid and c.merged_into is null and c.erased_at is null
        and (${reach} = 'all' or seen.count > 0 or (${reach} = 'branch' and seen.everywhere = 0))
        and (${patterns}::text[] is null or c.search_text like any (${patterns}))
        and (${after}::uuid is null or (lower(c.name), c.id) > (
          select lower(l.name), l.id from customers l
          where l.company_id = c.company_id and l.id = ${after}::uuid))
      order by lower(c.name), c.id limit ${PAGE_SIZE + 1}`,
  );
  const customers = rows.slice(0, PAGE_SIZE);

  return { customers, next: rows.length > PAGE_SIZE ? (customers.at(-1)?.id ?? null) : null };
}

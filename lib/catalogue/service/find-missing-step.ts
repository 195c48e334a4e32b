import "server-only";

import { missingStep, type SetUpSoFar, type SetUpStep } from "@/lib/catalogue/rules";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

/**
 * What a company has to set up next before anybody can be booked; null where somebody can. What is put away does not count.
 *
 * @throws NotFound for anybody but a member
 */
export async function findMissingStep(ctx: TenantContext): Promise<SetUpStep | null> {
  const { actor, companyId } = ctx;
  if (actor.kind !== "member") throw new NotFound();
  const [has] = await ctx.transaction(
    (db) => db.$queryRaw<SetUpSoFar[]>`
      with people as (
        select s.id from staff s
        join branches b on b.company_id = s.company_id and b.id = s.branch_id and b.is_active
        where s.company_id = ${companyId}::uuid and s.is_active
      ), offered as (
        select v.id from services v where v.company_id = ${companyId}::uuid and v.is_active
      )
      select exists (select from branches b where b.company_id = ${companyId}::uuid and b.is_active) as branch,
        exists (select from offered) as service,
        exists (select from people) as staff,
        exists (select from staff_services x join people on people.id = x.staff_id
          join offered on offered.id = x.service_id where x.company_id = ${companyId}::uuid) as offer`,
  );

  return has === undefined ? null : missingStep(has);
}

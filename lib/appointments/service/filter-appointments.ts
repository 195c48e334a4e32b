import "server-only";

import type { AppointmentFilter } from "@/lib/appointments/schema";
import { type ListSpan, listSpan } from "@/lib/appointments/service/list-span";
import { overlaps } from "@/lib/appointments/service/overlaps";
import { visibleTo } from "@/lib/appointments/service/summaries";
import { startOfDay } from "@/lib/calendar/service/day-clock";
import { searchPatterns } from "@/lib/customers/service/visible-customers";
import { allOf, type Sql, sql } from "@/lib/platform/sql";
import { localDate } from "@/lib/shared/format";
import type { Member } from "@/lib/tenancy/actor";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotAllowed } from "@/lib/tenancy/errors";

/**
 * What a filter means, in the company's days: the days that are shown, and the condition on rows named a.
 * Only what is asked for is in it, so that each kind of question gets a plan of its own.
 *
 * @throws NotAllowed for anybody but a member
 */
export function filterAppointments(
  ctx: TenantContext,
  filter: AppointmentFilter,
  timeZone: string,
): { member: Member; span: ListSpan; where: Sql } {
  const member = ctx.actor;
  if (member.kind !== "member") throw new NotAllowed();
  const { branchId, staffId, serviceId, status, search } = filter;
  const span = listSpan(filter, localDate(ctx.now, timeZone));
  const conditions = [sql`a.company_id = ${ctx.companyId}::uuid`, visibleTo(member)];
  if (branchId !== undefined) conditions.push(sql`a.branch_id = ${branchId}::uuid`);
  if (staffId !== undefined) conditions.push(sql`a.staff_id = ${staffId}::uuid`);
  if (serviceId !== undefined) conditions.push(sql`a.service_id = ${serviceId}::uuid`);
  if (status !== undefined) conditions.push(sql`a.status = ${status}`);
  conditions.push(
    search === ""
      ? overlaps({
          from: startOfDay(span.firstDay, timeZone),
          until: startOfDay(span.dayAfter, timeZone),
        })
      : isAbout(ctx.companyId, search),
  );

  return { member, span, where: allOf(conditions) };
}

/** Of a customer by a part of their name, address or number, or with exactly this reference. */
function isAbout(companyId: string, search: string): Sql {
  return sql`a.id in (
    select x.id from customers f
    join appointments x on x.company_id = f.company_id and x.customer_id = f.id
    where f.company_id = ${companyId}::uuid and f.search_text like any (${searchPatterns(search)})
    union all
    select y.id from appointments y
    where y.company_id = ${companyId}::uuid and y.reference = ${search.toUpperCase()})`;
}

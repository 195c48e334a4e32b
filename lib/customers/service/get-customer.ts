import "server-only";

import { SUMMARY, toSummary, visibleTo } from "@/lib/appointments/service/list-appointments";
import type { CustomerDetail, Duplicate } from "@/lib/customers/schema";
import { reachable, reachOf } from "@/lib/customers/service/visible-customers";
import type { Locale } from "@/lib/shared/schema";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";
import { REACH } from "@/lib/tenancy/roles";

const UPCOMING_SHOWN = 50;
export const PAST_SHOWN = 20;

/**
 * A customer with their appointments, as far as the member may see both; of one who has gone into
 * another one, who that is.
 *
 * @throws NotAllowed for anybody but a member
 * @throws NotFound unknown, out of the member's reach, or of another company
 */
export async function getCustomer(
  ctx: TenantContext,
  id: string,
): Promise<CustomerDetail | { mergedInto: string }> {
  const seen = reachOf(ctx, "see-customers");
  const { companyId, now } = ctx;
  const { member } = seen;

  return ctx.transaction(async (db) => {
    const row = await db.customer.findFirst({
      where: {
        companyId,
        id,
        // Prisma takes an empty condition inside OR for one that nothing meets.
        ...(seen.reach !== "all" && { OR: [{ mergedInto: { not: null } }, reachable(seen)] }),
      },
    });
    if (row === null) throw new NotFound();
    if (row.mergedInto !== null) {
      const survivor = await db.customer.findFirst({
        where: { companyId, id: row.mergedInto, AND: [reachable(seen)] },
        select: { id: true },
      });
      if (survivor === null) throw new NotFound();

      return { mergedInto: survivor.id };
    }
    const theirs = { companyId, customerId: id, AND: [visibleTo(member)] };
    const upcoming = await db.appointment.findMany({
      where: { ...theirs, startsAt: { gt: now }, status: { not: "cancelled" } },
      include: SUMMARY,
      orderBy: [{ startsAt: "asc" }, { id: "asc" }],
      take: UPCOMING_SHOWN,
    });
    const past = await db.appointment.findMany({
      where: { ...theirs, OR: [{ startsAt: { lte: now } }, { status: "cancelled" }] },
      include: SUMMARY,
      orderBy: [{ startsAt: "desc" }, { id: "desc" }],
      take: PAST_SHOWN,
    });

    return {
      id,
      name: row.name,
      email: row.email ?? "",
      phone: row.phone ?? "",
      locale: row.locale as Locale,
      timeZone: row.timeZone,
      notes: row.notes ?? "",
      version: row.version,
      createdAt: row.createdAt.toISOString(),
      appointmentCount: await db.appointment.count({ where: theirs }),
      upcoming: upcoming.map(toSummary),
      past: past.map(toSummary),
      duplicates:
        REACH["merge-customers"][member.role] === "all"
          ? await findDuplicates(db, companyId, id)
          : [],
    };
  });
}

/** Others with the same address, the same digits of a phone number, or the same name. */
function findDuplicates(db: TenantDb, companyId: string, id: string): Promise<Duplicate[]> {
  return db.$queryRaw<Duplicate[]>`
    select o.id, o.name, o.email, o.phone, case
        when o.email_normalised = c.email_normalised then 'email'
        when regexp_replace(o.phone, '[^0-9]', '', 'g') = regexp_replace(c.phone, '[^0-9]', '', 'g')
          then 'phone'
        else 'name' end as because
    from customers c
    join customers o on o.company_id = c.company_id and o.id <> c.id and o.merged_into is null
      and (o.email_normalised = c.email_normalised or lower(o.name) = lower(c.name)
        or (length(regexp_replace(c.phone, '[^0-9]', '', 'g')) > 5
          and regexp_replace(o.phone, '[^0-9]', '', 'g') = regexp_replace(c.phone, '[^0-9]', '', 'g')))
    where c.company_id = ${companyId}::uuid and c.id = ${id}::uuid
    order by o.created_at, o.id limit 10`;
}

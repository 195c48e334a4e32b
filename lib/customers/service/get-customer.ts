import "server-only";

import { SUMMARY, SUMMARY_PARTIES, visibleTo } from "@/lib/appointments/service/summaries";
import type { CustomerDetail, Duplicate } from "@/lib/customers/schema";
import { reachable, reachOf } from "@/lib/customers/service/visible-customers";
import { type Sql, sql } from "@/lib/platform/sql";
import type { Locale } from "@/lib/shared/schema";
import type { Member } from "@/lib/tenancy/actor";
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
  const { companyId } = ctx;
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
    const appointments = await loadAppointments(ctx, db, { id, member });

    return {
      id,
      name: row.name,
      email: row.email ?? "",
      phone: row.phone ?? "",
      locale: row.locale as Locale,
      timeZone: row.timeZone,
      notes: row.notes ?? "",
      version: row.version,
      retentionHold: row.retentionHold ?? "",
      erasedAt: row.erasedAt?.toISOString() ?? null,
      createdAt: row.createdAt.toISOString(),
      ...appointments,
      duplicates:
        REACH["merge-customers"][member.role] === "all"
          ? await findDuplicates(db, companyId, id)
          : [],
    };
  });
}

type Appointments = Pick<CustomerDetail, "appointmentCount" | "upcoming" | "past">;

async function loadAppointments(
  { companyId, now }: TenantContext,
  db: TenantDb,
  { id, member }: { id: string; member: Member },
): Promise<Appointments> {
  const theirs = sql`a.company_id = ${companyId}::uuid and a.customer_id = ${id}::uuid
    and ${visibleTo(member)}`;
  const lines = (of: Sql) =>
    sql`coalesce((select json_agg(l) from (select ${SUMMARY} from appointments a ${SUMMARY_PARTIES} where ${theirs} and ${of}) l), '[]')`;
  const [found] = await db.$queryRaw<Appointments[]>`
    select (select count(*)::int from appointments a where ${theirs}) as "appointmentCount",
      ${lines(sql`a.starts_at > ${now} and a.status <> 'cancelled'
        order by a.starts_at, a.id limit ${UPCOMING_SHOWN}`)} as upcoming,
      ${lines(sql`(a.starts_at <= ${now} or a.status = 'cancelled')
        order by a.starts_at desc, a.id desc limit ${PAST_SHOWN}`)} as past`;
  if (found === undefined) throw new Error("an aggregate always has a row");

  return found;
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

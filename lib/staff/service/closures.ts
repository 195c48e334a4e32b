import "server-only";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { authoriseSettings } from "@/lib/companies/service/authorise-settings";
import { refusal } from "@/lib/platform/database-errors";
import type { Closure, NewClosure } from "@/lib/staff/schema";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

/**
 * Closing days of today and later, soonest first, with the appointments that fall on them.
 *
 * @throws NotAllowed for roles that change no settings
 */
export async function listClosures(ctx: TenantContext): Promise<Closure[]> {
  authoriseSettings(ctx);

  return ctx.transaction(
    (db) => db.$queryRaw<Closure[]>`
      select c.id, c.name, b.name as branch, c.first_day::text as "firstDay",
        c.last_day::text as "lastDay", count(a.id)::int as "appointmentCount"
      from closures c
      join companies co on co.id = c.company_id
      left join branches b on b.company_id = c.company_id and b.id = c.branch_id
      left join appointments a on a.company_id = c.company_id
        and (c.branch_id is null or a.branch_id = c.branch_id)
        and a.status in ('pending', 'confirmed') and a.starts_at > ${ctx.now}
        and a.starts_at < (c.last_day + 1)::timestamp at time zone a.time_zone
        and a.ends_at > c.first_day::timestamp at time zone a.time_zone
      where c.company_id = ${ctx.companyId}::uuid
        and c.last_day >= (${ctx.now}::timestamptz at time zone co.time_zone)::date
      group by c.company_id, c.id, b.name order by c.first_day, c.id`,
  );
}

/**
 * Closes the company, or one of its branches, for some days. Appointments on them stay until somebody
 * decides about them. What stands there already is not written a second time.
 *
 * @throws NotAllowed for roles that change no settings
 * @throws NotFound the branch is unknown, or another company's
 */
export async function addClosure(ctx: TenantContext, input: NewClosure): Promise<void> {
  authoriseSettings(ctx);
  const { companyId } = ctx;
  const { name, firstDay, lastDay, branchId = null } = input;

  try {
    await ctx.transaction(async (db) => {
      // A form that is sent twice: the second one waits here, and finds what the first has written.
      await db.$queryRaw`select from companies where id = ${companyId}::uuid for no key update`;
      const days = { firstDay: new Date(firstDay), lastDay: new Date(lastDay) };
      const entry = { companyId, name, branchId, ...days };
      if ((await db.closure.count({ where: entry })) > 0) return;
      const { id } = await db.closure.create({ data: entry, select: { id: true } });
      await recordActivity(ctx, db, {
        event: "closure_added",
        subject: { kind: "closure", id },
        data: { name, days: firstDay === lastDay ? firstDay : `${firstDay}/${lastDay}` },
      });
    });
  } catch (error) {
    throw refusal(error)?.sqlState === "23503" ? new NotFound({ cause: error }) : error;
  }
}

/**
 * @throws NotAllowed for roles that change no settings
 * @throws NotFound unknown, removed by somebody else, or of another company
 */
export async function removeClosure(ctx: TenantContext, id: string): Promise<void> {
  authoriseSettings(ctx);

  await ctx.transaction(async (db) => {
    const [removed] = await db.$queryRaw<{ name: string }[]>`
      delete from closures where company_id = ${ctx.companyId}::uuid and id = ${id}::uuid
      returning name`;
    if (removed === undefined) throw new NotFound();
    await recordActivity(ctx, db, {
      event: "closure_removed",
      subject: { kind: "closure", id },
      data: { name: removed.name },
    });
  });
}

import "server-only";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { authoriseSettings } from "@/lib/companies/service/authorise-settings";
import { EndsBeforeStart } from "@/lib/staff/errors";
import { toRange } from "@/lib/staff/rules";
import type { NewTimeOff, RemoveTimeOff } from "@/lib/staff/schema";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

/**
 * Takes somebody out of the calendar for a while, on the clock of their branch. Appointments in it
 * stay until somebody decides about them. What stands there already is not written a second time.
 *
 * @throws NotAllowed for roles that change no settings
 * @throws NotFound unknown, or of another company
 * @throws EndsBeforeStart
 */
export async function addTimeOff(
  ctx: TenantContext,
  { staffId, reason, ...days }: NewTimeOff,
): Promise<void> {
  authoriseSettings(ctx);
  const { companyId } = ctx;

  await ctx.transaction(async (db) => {
    // A form that is sent twice: the second one waits here, and finds what the first has written.
    await db.$queryRaw`
      select from staff where company_id = ${companyId}::uuid and id = ${staffId}::uuid for no key update`;
    const staff = await db.staffMember.findUnique({
      where: { companyId_id: { companyId, id: staffId } },
      select: { name: true, branch: { select: { timeZone: true } } },
    });
    if (staff === null) throw new NotFound();
    const range = toRange(days, staff.branch.timeZone);
    if (range.startsAt >= range.endsAt) {
      throw new EndsBeforeStart({ issues: [{ path: ["lastDay"], message: "ends-before-start" }] });
    }
    const entry = { companyId, staffId, reason: reason === "" ? null : reason, ...range };
    if ((await db.timeOff.count({ where: entry })) > 0) return;
    await db.timeOff.create({ data: entry, select: { id: true } });
    await recordActivity(ctx, db, {
      event: "time_off_added",
      subject: { kind: "staff", id: staffId },
      data: { name: staff.name, days: toDays(days) },
    });
  });
}

/**
 * @throws NotAllowed for roles that change no settings
 * @throws NotFound unknown, removed by somebody else, or of another company
 */
export async function removeTimeOff(
  ctx: TenantContext,
  { staffId, timeOffId: id }: RemoveTimeOff,
): Promise<void> {
  authoriseSettings(ctx);
  const { companyId } = ctx;

  await ctx.transaction(async (db) => {
    const [removed] = await db.$queryRaw<{ name: string }[]>`
      delete from staff_time_off t using staff s
      where t.company_id = ${companyId}::uuid and t.id = ${id}::uuid and t.staff_id = ${staffId}::uuid
        and s.company_id = t.company_id and s.id = t.staff_id
      returning s.name`;
    if (removed === undefined) throw new NotFound();
    await recordActivity(ctx, db, {
      event: "time_off_removed",
      subject: { kind: "staff", id: staffId },
      data: { name: removed.name },
    });
  });
}

/** `2026-12-24/2026-12-31`, as the log keeps it. */
function toDays({ firstDay, lastDay }: Pick<NewTimeOff, "firstDay" | "lastDay">): string {
  return firstDay === lastDay ? firstDay : `${firstDay}/${lastDay}`;
}

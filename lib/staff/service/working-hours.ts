import "server-only";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { authoriseSettings } from "@/lib/companies/service/authorise-settings";
import { changeSeen } from "@/lib/companies/service/change-seen";
import { refusedBy } from "@/lib/platform/database-errors";
import { HoursOverlap } from "@/lib/staff/errors";
import { type Hours, overlappingHours } from "@/lib/staff/rules";
import type { ChangeWorkingHours } from "@/lib/staff/schema";
import type { TenantContext } from "@/lib/tenancy/context";

/**
 * Sets somebody's working week anew. Appointments outside of it stay as they were agreed on.
 *
 * @throws NotAllowed for roles that change no settings
 * @throws NotFound unknown, or of another company
 * @throws SettingsChanged somebody else saved meanwhile
 * @throws HoursOverlap
 */
export async function changeWorkingHours(
  ctx: TenantContext,
  { staffId, version, hours }: ChangeWorkingHours,
): Promise<void> {
  authoriseSettings(ctx);
  const issues = overlapping(hours);
  if (issues.length > 0) throw new HoursOverlap({ issues });
  const { companyId } = ctx;

  try {
    await ctx.transaction(async (db) => {
      const { name } = await changeSeen(ctx, db, {
        id: staffId,
        events: ["staff_changed", "working_hours_changed"],
        version,
        input: {},
        read: () =>
          db.staffMember.findUnique({ where: { companyId_id: { companyId, id: staffId } } }),
        write: async () => {
          const { count } = await db.staffMember.updateMany({
            where: { companyId, id: staffId, version },
            data: { version: { increment: 1 } },
          });

          return count;
        },
        shown: () => ({}),
      });
      await db.workingHours.deleteMany({ where: { companyId, staffId } });
      await db.workingHours.createMany({
        data: hours.map((stretch) => ({ companyId, staffId, ...stretch })),
      });
      await recordActivity(ctx, db, {
        event: "working_hours_changed",
        subject: { kind: "staff", id: staffId },
        data: { name },
      });
    });
  } catch (error) {
    if (refusedBy(error, "staff_working_hours_no_overlap"))
      throw new HoursOverlap({ cause: error });
    throw error;
  }
}

/** At the field where the second of the two begins. */
function overlapping(hours: readonly Hours[]) {
  return overlappingHours(hours).map((index) => {
    const weekday = hours[index]?.weekday ?? 0;
    const stretch = hours.slice(0, index).filter((one) => one.weekday === weekday).length;

    return { path: [`opens.${String(weekday)}.${String(stretch)}`], message: "hours-overlap" };
  });
}

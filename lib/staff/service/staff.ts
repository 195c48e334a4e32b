import "server-only";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { authoriseSettings } from "@/lib/companies/service/authorise-settings";
import { changeSeen } from "@/lib/companies/service/change-seen";
import { refusal } from "@/lib/platform/database-errors";
import { BranchClosed, StaffInUse } from "@/lib/staff/errors";
import type { ChangeStaff } from "@/lib/staff/schema";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

/**
 * Changes who somebody is in the calendar, where they work and what they perform, or that they stop.
 *
 * @throws NotAllowed for roles that change no settings
 * @throws NotFound unknown, or of another company; also for branch and services
 * @throws SettingsChanged somebody else saved meanwhile
 * @throws StaffInUse appointments are still to come
 * @throws BranchClosed
 */
export async function changeStaff(ctx: TenantContext, input: ChangeStaff): Promise<void> {
  authoriseSettings(ctx);
  const { staffId: id, version, services, ...fields } = input;
  const { companyId } = ctx;

  await explaining(
    ctx,
    ctx.transaction(async (db) => {
      await changeSeen(ctx, db, {
        id,
        events: ["staff_changed", "working_hours_changed"],
        version,
        input: { ...fields, services: [...services].sort().join() },
        read: () =>
          db.staffMember.findUnique({
            where: { companyId_id: { companyId, id } },
            include: { staffServices: { select: { serviceId: true } } },
          }),
        write: async () => {
          const { count } = await db.staffMember.updateMany({
            where: { companyId, id, version },
            data: { ...fields, version: { increment: 1 } },
          });

          return count;
        },
        shown: ({ name, branchId, isActive, staffServices }) => ({
          name,
          branchId,
          isActive,
          services: staffServices
            .map(({ serviceId }) => serviceId)
            .sort()
            .join(),
        }),
        unnamed: ["branchId", "services"],
      });
      await setServices(db, { companyId, staffId: id, services });
      await recordActivity(ctx, db, {
        event: "staff_changed",
        subject: { kind: "staff", id },
        data: { name: input.name },
      });
    }),
    id,
  );
}

type Performed = { companyId: string; staffId: string; services: string[] };

async function setServices(db: TenantDb, { companyId, staffId, services }: Performed) {
  await db.staffService.deleteMany({
    where: { companyId, staffId, serviceId: { notIn: services } },
  });
  await db.staffService.createMany({
    data: services.map((serviceId) => ({ companyId, staffId, serviceId })),
    skipDuplicates: true,
  });
}

async function explaining<Result>(
  ctx: TenantContext,
  work: Promise<Result>,
  id = "",
): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    switch (refusal(error)?.sqlState) {
      case "PV008":
        throw await inUse(ctx, id);
      case "PV009":
        throw new BranchClosed({ issues: [{ path: ["branchId"], message: "branch-closed" }] });
      case "23503":
        throw new NotFound({ cause: error });
      default:
        throw error;
    }
  }
}

/** Read after the refusal, so that it counts what there is now. */
async function inUse(ctx: TenantContext, staffId: string): Promise<Error> {
  const { companyId } = ctx;
  const appointments = await ctx.transaction((db) =>
    db.appointment.count({
      where: {
        companyId,
        staffId,
        startsAt: { gt: ctx.now },
        status: { in: ["pending", "confirmed"] },
      },
    }),
  );

  return new StaffInUse({
    params: { appointments },
    issues: [{ path: ["isActive"], message: "staff-in-use" }],
  });
}

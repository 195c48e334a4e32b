import "server-only";

import { v7 as uuidV7 } from "uuid";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { authoriseSettings } from "@/lib/companies/service/authorise-settings";
import { refusal } from "@/lib/platform/database-errors";
import { BranchClosed } from "@/lib/staff/errors";
import type { NewStaff } from "@/lib/staff/schema";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

/**
 * Adds somebody to the calendar, without services and hours yet; who comes by the same form a second time is there already.
 *
 * @throws NotAllowed for roles that change no settings
 * @throws NotFound the branch is unknown, or another company's
 * @throws BranchClosed
 */
export async function createStaff(
  ctx: TenantContext,
  { staffId, ...input }: NewStaff,
): Promise<string> {
  authoriseSettings(ctx);
  const { companyId } = ctx;

  try {
    return await ctx.transaction(async (db) => {
      const add = async (id: string) => {
        const data = [{ companyId, id, ...input }];

        return (await db.staffMember.createMany({ data, skipDuplicates: true })).count === 1;
      };
      let id = staffId ?? uuidV7();
      if (!(await add(id))) {
        if ((await db.staffMember.count({ where: { companyId, id, ...input } })) === 1) return id;
        // Somebody went back to the form and wrote down another person.
        id = uuidV7();
        await add(id);
      }
      await recordActivity(ctx, db, {
        event: "staff_created",
        subject: { kind: "staff", id },
        data: { name: input.name },
      });

      return id;
    });
  } catch (error) {
    switch (refusal(error)?.sqlState) {
      case "PV009":
        throw new BranchClosed({ issues: [{ path: ["branchId"], message: "branch-closed" }] });
      case "23503":
        throw new NotFound({ cause: error });
      default:
        throw error;
    }
  }
}

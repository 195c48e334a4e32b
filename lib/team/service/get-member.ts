import "server-only";

import { sql } from "@/lib/platform/sql";
import { type WhyNot, whyNotManage } from "@/lib/team/policy";
import type { MemberDetail } from "@/lib/team/schema";
import { listChoices, loadMembers, seenBy } from "@/lib/team/service/list-team";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";

/**
 * One member, what can be chosen for them, and whether the actor may change them.
 *
 * @throws NotFound unknown, of another company, or not for the actor to see
 */
export function getMember(ctx: TenantContext, id: string): Promise<MemberDetail> {
  const { actor, companyId } = ctx;
  if (actor.kind !== "member") throw new NotAllowed();

  return ctx.transaction(async (db) => {
    const [member] = await loadMembers(
      db,
      sql`m.company_id = ${companyId}::uuid and m.id = ${id}::uuid and ${seenBy(actor)}`,
    );
    if (member === undefined) throw new NotFound();
    const own = member.staff;
    const whyNot: WhyNot | null = whyNotManage(actor, member);
    const { branches, staff } = await listChoices(db, { companyId, member: actor });
    const isChoice = own === null || staff.some((person) => person.id === own.id);

    return {
      member,
      whyNot,
      choices: {
        branches,
        staff: isChoice ? staff : [{ ...own, branchId: "" }, ...staff],
      },
      appointmentCount:
        own === null
          ? 0
          : await db.appointment.count({
              where: {
                companyId,
                staffId: own.id,
                startsAt: { gt: ctx.now },
                status: { in: ["pending", "confirmed"] },
              },
            }),
    };
  });
}

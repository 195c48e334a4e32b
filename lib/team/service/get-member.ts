import "server-only";

import { type WhyNot, whyNotManage } from "@/lib/team/policy";
import type { MemberDetail } from "@/lib/team/schema";
import { listChoices, MEMBER, seenBy, toMember } from "@/lib/team/service/list-team";
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
    const row = await db.membership.findFirst({
      where: { companyId, id, AND: [seenBy(actor)] },
      include: MEMBER,
    });
    if (row === null) throw new NotFound();
    const member = toMember(row);
    const whyNot: WhyNot | null = whyNotManage(actor, member);
    const { branches, staff } = await listChoices(db, { companyId, member: actor });
    const own = row.staffId !== null && !staff.some((person) => person.id === row.staffId);

    return {
      member,
      whyNot,
      choices: {
        branches,
        staff: own && member.staff !== null ? [{ ...member.staff, branchId: "" }, ...staff] : staff,
      },
      appointmentCount:
        row.staffId === null
          ? 0
          : await db.appointment.count({
              where: {
                companyId,
                staffId: row.staffId,
                startsAt: { gt: ctx.now },
                status: { in: ["pending", "confirmed"] },
              },
            }),
    };
  });
}

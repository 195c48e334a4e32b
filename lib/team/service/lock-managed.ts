import "server-only";

import { NotYourself } from "@/lib/team/errors";
import { whyNotManage } from "@/lib/team/policy";
import type { Member } from "@/lib/tenancy/actor";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import type { Role } from "@/lib/tenancy/roles";

export type Managed = {
  id: string;
  name: string;
  role: Role;
  branchId: string | null;
  staffId: string | null;
};

/**
 * The membership that somebody is about to change, locked: of two at once the second one sees what
 * the first one did.
 *
 * @throws NotAllowed for who does not manage the team, or for a role above theirs
 * @throws NotYourself
 * @throws NotFound unknown, of another company, or not in the state that is asked for
 */
export async function lockManaged(
  ctx: TenantContext,
  db: TenantDb,
  { id, isActive }: { id: string; isActive: boolean },
): Promise<{ actor: Member; member: Managed }> {
  const { actor, companyId } = ctx;
  if (actor.kind !== "member") throw new NotAllowed();
  const [member] = await db.$queryRaw<Managed[]>`
    select m.id, u.name, m.role, m.branch_id as "branchId", m.staff_id as "staffId"
    from memberships m join users u on u.id = m.user_id
    where m.company_id = ${companyId}::uuid and m.id = ${id}::uuid
      and (m.deactivated_at is null) = ${isActive} for update of m`;
  if (member === undefined) throw new NotFound();
  const whyNot = whyNotManage(actor, member);
  if (whyNot === "not-yourself") throw new NotYourself();
  if (whyNot !== null) throw new NotAllowed();

  return { actor, member };
}

import "server-only";

import { OPERATOR_SUFFIX } from "@/lib/invitations/rules";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotAllowed } from "@/lib/tenancy/errors";
import { REACH, type Role } from "@/lib/tenancy/roles";

/** Somebody who can, could or soon might get in. Instants are ISO strings. */
export type Access = {
  id: string;
  kind: "active" | "deactivated" | "invited";
  /** Null for who is only invited. */
  name: string | null;
  email: string;
  role: Role;
  branch: string | null;
  staff: string | null;
  /** Since when somebody holds this role in this branch; of an invitation, when it was made. */
  roleSince: string;
  invitedBy: string | null;
  lastSeenAt: string | null;
  deactivatedAt: string | null;
  /** Null where the second factor is off, and for who has left: how they sign in is no longer the company's. */
  secondFactorSince: string | null;
  /** Until when an invitation can be accepted. */
  expiresAt: string | null;
};

/**
 * Everybody with access to the company, who had it, and who is invited to it: those who are in first,
 * by what they may.
 *
 * @throws NotAllowed for who does not manage the team
 */
export function listAccess(ctx: TenantContext): Promise<Access[]> {
  const { actor, companyId } = ctx;
  if (actor.kind !== "member" || REACH["manage-team"][actor.role] !== "all") throw new NotAllowed();

  return ctx.transaction(
    (db) => db.$queryRaw<Access[]>`
      select a.id, a.kind, a.name, a.email, a.role, b.name as branch, s.name as staff,
        to_json(a.since)#>>'{}' as "roleSince", a.by as "invitedBy",
        to_json(a.seen)#>>'{}' as "lastSeenAt", to_json(a.ended)#>>'{}' as "deactivatedAt",
        to_json(a.factor)#>>'{}' as "secondFactorSince", to_json(a.expires)#>>'{}' as "expiresAt"
      from (
        select m.id, case when m.deactivated_at is null then 'active' else 'deactivated' end as kind,
          u.name, u.email, m.role, m.branch_id, m.staff_id, m.role_since as since, iu.name as by,
          m.last_seen_at as seen, m.deactivated_at as ended,
          case when m.deactivated_at is null then u.totp_enabled_at end as factor,
          null::timestamptz as expires
        from memberships m
        join users u on u.id = m.user_id
        left join memberships im on im.company_id = m.company_id and im.id = m.invited_by
        left join users iu on iu.id = im.user_id
        where m.company_id = ${companyId}::uuid
        union all
        select i.id, 'invited', null, i.email, i.role, i.branch_id, i.staff_id, i.created_at,
          coalesce(iu.name, o.name || ${OPERATOR_SUFFIX}), null, null, null, i.expires_at
        from user_invitations i
        left join memberships im on im.company_id = i.company_id and im.id = i.invited_by
        left join users iu on iu.id = im.user_id
        left join users o on o.id = i.invited_by_operator
        where i.company_id = ${companyId}::uuid and i.status = 'pending' and i.expires_at > now()
          and i.deleted_at is null
      ) a
      left join branches b on b.company_id = ${companyId}::uuid and b.id = a.branch_id
      left join staff s on s.company_id = ${companyId}::uuid and s.id = a.staff_id
      order by array_position(array['active', 'invited', 'deactivated'], a.kind),
        array_position(array['owner', 'admin', 'manager', 'staff'], a.role), coalesce(a.name, a.email), a.id`,
  );
}

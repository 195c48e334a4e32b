import "server-only";

import type { Locale } from "@/lib/shared/schema";
import type { Member } from "@/lib/tenancy/actor";
import type { TenantContext, VisitorContext } from "@/lib/tenancy/context";
import { ROLES_WITH_SECOND_FACTOR } from "@/lib/tenancy/roles";

export type PortalCompany = {
  id: string;
  slug: string;
  name: string;
  timeZone: string;
  accentColour: string;
};

export type SignedInMember = {
  company: PortalCompany;
  member: Member;
  user: { email: string; locale: Locale; timeZone: string; isOperator: boolean };
  /** Why the portal stays closed to this person for now; null for nearly everybody. */
  gate: Gate | null;
  /** Nobody has noted for some minutes that this person is here. */
  isUnseen: boolean;
};

/** The company is not part of the pilot, or asks this role for a second factor that is missing. */
export type Gate = "pilot" | "second-factor";

type Session = { userId: string; sessionEpoch: number; sessionId: string };

/**
 * The signed-in person as a member of a company, read again for every request: null for a stranger,
 * a deactivated member, and a session from before it was ended.
 */
export async function findMember(
  ctx: VisitorContext,
  { session, slug }: { session: Session; slug: string },
): Promise<SignedInMember | null> {
  const [row] = await ctx.transaction(
    (db) => db.$queryRaw<SignedInMember[]>`
      select
        json_build_object('id', c.id, 'slug', c.slug, 'name', c.name, 'timeZone', c.time_zone,
          'accentColour', c.accent_colour) as company,
        json_build_object('kind', 'member', 'userId', u.id, 'membershipId', m.id, 'name', u.name,
          'role', m.role, 'branchId', m.branch_id, 'staffId', m.staff_id) as member,
        json_build_object('email', u.email, 'locale', u.locale, 'timeZone', u.time_zone,
          'isOperator', u.is_platform_operator) as "user",
        case
          when not c.is_pilot then 'pilot'
          when c.is_second_factor_required and u.totp_enabled_at is null
            and m.role = any (${ROLES_WITH_SECOND_FACTOR}) then 'second-factor'
        end as gate,
        m.last_seen_at is null
          or least(s.last_seen_at, m.last_seen_at) < now() - interval '5 minutes' as "isUnseen"
      from companies c
      join memberships m on m.company_id = c.id and m.user_id = ${session.userId}::uuid
        and m.deactivated_at is null
      join users u on u.id = m.user_id and u.session_epoch = ${session.sessionEpoch}
      join user_sessions s on s.id = ${session.sessionId}::uuid and s.user_id = u.id
        and s.ended_at is null and s.expires_at > now()
      where c.slug = ${slug}`,
  );

  return row ?? null;
}

/** Notes that a member is here: in their company, and in the list of their sessions. */
export async function markSeen(
  ctx: TenantContext,
  { membershipId, sessionId }: { membershipId: string; sessionId: string },
): Promise<void> {
  await ctx.transaction(
    (db) => db.$executeRaw`
      with here as (
        update memberships set last_seen_at = now()
        where company_id = ${ctx.companyId}::uuid and id = ${membershipId}::uuid
      )
      update user_sessions set last_seen_at = now() where id = ${sessionId}::uuid`,
  );
}

/** The company behind an address, for pages that need no membership. */
export async function findCompany(
  ctx: VisitorContext,
  slug: string,
): Promise<PortalCompany | null> {
  const company = await ctx.transaction((db) =>
    db.company.findUnique({
      where: { slug },
      select: { id: true, slug: true, name: true, timeZone: true, accentColour: true },
    }),
  );

  return company;
}

import "server-only";

import type { Locale } from "@/lib/shared/schema";
import type { Member } from "@/lib/tenancy/actor";
import type { VisitorContext } from "@/lib/tenancy/context";

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
  user: { email: string; locale: Locale; timeZone: string };
};

type Session = { userId: string; sessionEpoch: number };

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
        json_build_object('email', u.email, 'locale', u.locale, 'timeZone', u.time_zone) as "user"
      from companies c
      join memberships m on m.company_id = c.id and m.user_id = ${session.userId}::uuid
        and m.deactivated_at is null
      join users u on u.id = m.user_id and u.session_epoch = ${session.sessionEpoch}
      where c.slug = ${slug}`,
  );

  return row ?? null;
}

/** Whether a session has not been ended: by a new password, or by its person everywhere. */
export async function isSessionCurrent(
  ctx: VisitorContext,
  { userId, sessionEpoch }: Session,
): Promise<boolean> {
  const user = await ctx.transaction((db) =>
    db.user.findUnique({ where: { id: userId }, select: { sessionEpoch: true } }),
  );

  return user?.sessionEpoch === sessionEpoch;
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

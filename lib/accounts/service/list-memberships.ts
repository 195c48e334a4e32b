import "server-only";

import type { Locale } from "@/lib/shared/schema";
import type { VisitorContext } from "@/lib/tenancy/context";
import type { Role } from "@/lib/tenancy/roles";

export type CompanyOfUser = { slug: string; name: string; accentColour: string; role: Role };

/** The companies in which the signed-in person is an active member, by name. */
export async function listMemberships(ctx: VisitorContext): Promise<CompanyOfUser[]> {
  if (ctx.userId === null) return [];
  const { userId } = ctx;

  return ctx.transaction(
    (db) => db.$queryRaw<CompanyOfUser[]>`
      select c.slug, c.name, c.accent_colour as "accentColour", m.role
      from memberships m join companies c on c.id = m.company_id
      where m.user_id = ${userId}::uuid and m.deactivated_at is null
      order by c.name`,
  );
}

/** Remembers the language a signed-in person chose. */
export async function rememberLocale(ctx: VisitorContext, locale: Locale): Promise<void> {
  if (ctx.userId === null) return;
  const id = ctx.userId;
  await ctx.transaction((db) => db.user.update({ where: { id }, data: { locale } }));
}

import "server-only";

import { prisma } from "@/lib/platform/db/client";

/** The newest migration that is in the database, or null in one without any. */
export async function newestAppliedMigration(): Promise<string | null> {
  const [newest] = await prisma().$queryRaw<{ name: string }[]>`
    select migration_name as name from _prisma_migrations
    where finished_at is not null order by migration_name desc limit 1`;

  return newest?.name ?? null;
}

/**
 * Refuses a database role that row-level security cannot bind: it would see every company.
 *
 * @throws Error with a sentence that says what to change
 */
export async function refusePowerfulRole(): Promise<void> {
  const [role] = await prisma().$queryRaw<{ name: string; isPowerful: boolean }[]>`
    select rolname as name, rolsuper or rolbypassrls or exists (
        select from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind = 'r' and pg_has_role(r.oid, c.relowner, 'member')
      ) as "isPowerful"
    from pg_roles r where rolname = current_user`;
  if (role?.isPowerful !== true) return;

  throw new Error(
    `DATABASE_URL signs in as "${role.name}", which owns the tables or bypasses row-level security. ` +
      "Use the role portal_app there, and keep the owner for DATABASE_OWNER_URL.",
  );
}

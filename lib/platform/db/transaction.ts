import "server-only";

import { prisma } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client";

export type Db = Prisma.TransactionClient;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What row-level security reads, for this transaction alone. */
type Visible = { companyId: string } | { userId: string } | { job: "find-due" } | null;

/** SET takes no parameters, so the value is checked and written as a literal. */
function setting(visible: Exclude<Visible, null>): string {
  if ("job" in visible) return `set local app.job = '${visible.job}'`;
  const [name, id] =
    "companyId" in visible ? ["company_id", visible.companyId] : ["user_id", visible.userId];
  if (!UUID.test(id)) throw new TypeError(`Not an id: ${id.slice(0, 40)}`);

  return `set local app.${name} = '${id}'`;
}

/**
 * Runs work in one transaction that sees one company, one user's memberships, or (null) only the
 * global tables. Never session-level: behind a pooler that would show the next one our rows.
 */
export function transaction<Result>(
  visible: Visible,
  work: (db: Db) => Promise<Result>,
): Promise<Result> {
  return prisma().$transaction(async (db) => {
    if (visible !== null) await db.$executeRawUnsafe(setting(visible));

    return work(db);
  });
}

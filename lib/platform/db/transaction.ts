import "server-only";

import { refusal } from "@/lib/platform/database-errors";
import { prisma } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";

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

/** How often a transaction is begun that PostgreSQL ends so that another one can go on. */
const MOST_TRIES = 4;

/**
 * Runs work in one transaction that sees one company, one user's memberships, or (null) only the
 * global tables. Never session-level: behind a pooler that would show the next one our rows. Of two that
 * wait for each other PostgreSQL ends one, with nothing done: that one is begun again, so `work` may run
 * more than once.
 */
export async function transaction<Result>(
  visible: Visible,
  work: (db: Db) => Promise<Result>,
): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await prisma().$transaction(async (db) => {
        if (visible !== null) await db.$executeRawUnsafe(setting(visible));

        return work(db);
      });
    } catch (error) {
      if (tries === MOST_TRIES || !wasDeadlock(error)) throw error;
    }
  }
}

function wasDeadlock(error: unknown): boolean {
  const isPrismas = error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2034";

  return isPrismas || refusal(error)?.sqlState === "40P01";
}

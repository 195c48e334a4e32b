import "server-only";

import { Prisma } from "@/lib/platform/db/generated/client";
import type { Db } from "@/lib/platform/db/transaction";

type Row = { table: string; companyId: string; id: string };

const at = ({ companyId, id }: Row) =>
  Prisma.sql`company_id = ${companyId}::uuid and id = ${id}::uuid`;
/** Nobody is just handing it over. */
const FREE = Prisma.sql`(locked_until is null or locked_until < now())`;

/** A waiting mail's next attempt is now; false when it is none, or somebody was faster. */
export async function bringForward(db: Db, row: Row): Promise<boolean> {
  const changed = await db.$executeRaw`
    update ${Prisma.raw(row.table)} set next_attempt_at = now()
    where ${at(row)} and status = 'pending' and next_attempt_at > now() and ${FREE}`;

  return changed === 1;
}

/** A failed mail gets one more attempt, now and under its own key; false when somebody was faster. */
export async function grantAttempt(db: Db, row: Row): Promise<boolean> {
  const changed = await db.$executeRaw`
    update ${Prisma.raw(row.table)} set status = 'pending', next_attempt_at = now(),
      max_attempts = greatest(max_attempts, attempts + 1)
    where ${at(row)} and status = 'failed' and delivery_state is null`;

  return changed === 1;
}

/** A waiting mail will not be sent; false when it is none, or just being handed over. */
export async function callOff(db: Db, row: Row): Promise<boolean> {
  const changed = await db.$executeRaw`
    update ${Prisma.raw(row.table)} set status = 'cancelled', next_attempt_at = null
    where ${at(row)} and status = 'pending' and ${FREE}`;

  return changed === 1;
}

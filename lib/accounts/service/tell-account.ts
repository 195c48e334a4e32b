import "server-only";

import type { TenantDb, VisitorContext } from "@/lib/tenancy/context";

export type AccountNotice = "codes_refused" | "second_factor_off" | "recovery_codes_renewed";

/** Queues a mail that tells an account's person what happened to it, in the transaction of what it tells about. */
export async function tellAccount(
  { wake }: Pick<VisitorContext, "wake">,
  db: TenantDb,
  { userId, notice }: { userId: string; notice: AccountNotice },
): Promise<void> {
  await db.$executeRaw`
    insert into account_email_queue (kind, user_id)
    select ${notice}, id from users where id = ${userId}::uuid`;
  wake.add("account-emails");
}

import "server-only";

import type { BothFactors } from "@/lib/accounts/schema";
import { withCode } from "@/lib/accounts/service/check-second-factor";
import { provePassword } from "@/lib/accounts/service/prove-password";
import { recordAccountActivity } from "@/lib/accounts/service/record-account-activity";
import { newRecoveryCodes, replaceRecoveryCodes } from "@/lib/accounts/service/recovery-codes";
import { tellAccount } from "@/lib/accounts/service/tell-account";
import type { VisitorContext } from "@/lib/tenancy/context";

/**
 * Replaces the recovery codes, with the password and a code of the app or one of the old ones, which are
 * void then, and tells the account's address.
 *
 * @returns the new codes; only their hashes are kept
 * @throws PasswordRefused, CodeRefused (there is no second factor to recover, too), TooManyAttempts, TooManyCodes
 */
export async function renewRecoveryCodes(
  ctx: VisitorContext,
  { currentPassword, code }: BothFactors,
): Promise<{ recoveryCodes: string[] }> {
  const { userId } = await provePassword(ctx, currentPassword);
  const { codes, hashes } = newRecoveryCodes();
  await withCode(ctx, { userId, code }, async (db) => {
    await replaceRecoveryCodes(db, { userId, hashes });
    await recordAccountActivity(ctx, db, { userId, event: "recovery_codes_renewed" });
    await tellAccount(ctx, db, { userId, notice: "recovery_codes_renewed" });
  });

  return { recoveryCodes: codes };
}

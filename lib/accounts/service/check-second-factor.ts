import "server-only";

import { RECOVERY_LENGTH, spendRecoveryCode } from "@/lib/accounts/service/recovery-codes";
import { IDENTITY, type Identity, recordFailure, toIdentity } from "@/lib/accounts/service/sign-in";
import { limitCodes, refusedCode, stepOf } from "@/lib/accounts/service/totp";
import type { TenantDb, VisitorContext } from "@/lib/tenancy/context";

/**
 * Checks the second step of a sign-in: the app's code, each one once, or a recovery code, each one once.
 *
 * @returns the identity as it is now
 * @throws CodeRefused wrong, out of time, or used before; TooManyAttempts
 */
export async function checkSecondFactor(
  ctx: VisitorContext,
  { userId, code }: { userId: string; code: string },
): Promise<Identity> {
  await limitCodes(userId);
  const identity = await ctx.transaction(async (db) => {
    const user = await db.user.findUnique({
      where: { id: userId },
      select: { ...IDENTITY, totpSecret: true },
    });
    if (user?.totpEnabledAt == null || user.totpSecret === null) return null;
    const isRight =
      code.length === RECOVERY_LENGTH
        ? await spendRecoveryCode(ctx, db, { userId, code })
        : await spendStep(ctx, db, { userId, sealed: user.totpSecret, code });

    return isRight ? toIdentity(user) : null;
  });
  if (identity === null) {
    await recordFailure(ctx, { userId, cause: "code" });
    throw refusedCode();
  }

  return identity;
}

/** Conditional on no newer step having been used: of two who type one code, one comes in. */
async function spendStep(
  ctx: VisitorContext,
  db: TenantDb,
  { userId, sealed, code }: { userId: string; sealed: Uint8Array; code: string },
): Promise<boolean> {
  const step = stepOf(sealed, { code, now: ctx.now });
  if (step === null) return false;
  const { count } = await db.user.updateMany({
    where: { id: userId, OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }] },
    data: { totpLastStep: step },
  });

  return count === 1;
}

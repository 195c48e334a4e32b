import "server-only";

import { countRightCode, limitGuesses, noteRefusedCode } from "@/lib/accounts/service/limit-codes";
import { RECOVERY_LENGTH, spendRecoveryCode } from "@/lib/accounts/service/recovery-codes";
import { IDENTITY, type Identity, toIdentity } from "@/lib/accounts/service/sign-in";
import { refusedCode, stepOf } from "@/lib/accounts/service/totp";
import type { TenantDb, VisitorContext } from "@/lib/tenancy/context";

type Given = { userId: string; code: string };

/**
 * Checks the second step of a sign-in: the app's code, each one once, or a recovery code, each one once.
 *
 * @returns the identity as it is now
 * @throws CodeRefused wrong, out of time, or used before; TooManyAttempts, TooManyCodes
 */
export function checkSecondFactor(ctx: VisitorContext, given: Given): Promise<Identity> {
  return withCode(ctx, given, (_db, identity) => Promise.resolve(identity));
}

/**
 * Does what takes a code, in the transaction that uses the code up.
 *
 * @throws CodeRefused wrong, out of time, or used before; TooManyAttempts, TooManyCodes
 */
export async function withCode<Result>(
  ctx: VisitorContext,
  { userId, code }: Given,
  work: (db: TenantDb, identity: Identity) => Promise<Result>,
): Promise<Result> {
  await limitGuesses(userId);
  const done = await ctx.transaction(async (db) => {
    const identity = await spend(ctx, db, { userId, code });

    return identity === null ? null : { result: await work(db, identity) };
  });
  if (done === null) {
    await noteRefusedCode(ctx, userId);
    throw refusedCode();
  }
  await countRightCode(userId);

  return done.result;
}

async function spend(
  ctx: VisitorContext,
  db: TenantDb,
  { userId, code }: Given,
): Promise<Identity | null> {
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

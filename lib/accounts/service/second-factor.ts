import "server-only";

import { SecondFactorAlreadyOn, SecondFactorNotStarted } from "@/lib/accounts/errors";
import { limitCodes } from "@/lib/accounts/service/limit-codes";
import { provePassword } from "@/lib/accounts/service/prove-password";
import { recordAccountActivity } from "@/lib/accounts/service/record-account-activity";
import { newRecoveryCodes, replaceRecoveryCodes } from "@/lib/accounts/service/recovery-codes";
import {
  newSealedSecret,
  refusedCode,
  type SecondFactorSetup,
  setupOf,
  stepOf,
} from "@/lib/accounts/service/totp";
import type { VisitorContext } from "@/lib/tenancy/context";
import { SignInRequired } from "@/lib/tenancy/errors";

/**
 * Makes a new secret for the signed-in person. Nothing is asked for yet: `confirmSecondFactor` does.
 *
 * @throws SignInRequired also where the account was signed out everywhere since the password was proved
 * @throws PasswordRefused, TooManyAttempts, SecondFactorAlreadyOn
 */
export async function startSecondFactor(
  ctx: VisitorContext,
  { currentPassword }: { currentPassword: string },
): Promise<void> {
  const { userId, sessionEpoch } = await provePassword(ctx, currentPassword);
  const totpSecret = newSealedSecret();

  await ctx.transaction(async (db) => {
    const { count } = await db.user.updateMany({
      where: { id: userId, sessionEpoch, totpEnabledAt: null },
      data: { totpSecret, totpLastStep: null },
    });
    if (count > 0) return;
    const { totpEnabledAt } = await db.user.findUniqueOrThrow({ where: { id: userId } });
    throw totpEnabledAt === null ? new SignInRequired() : new SecondFactorAlreadyOn();
  });
}

/** The secret that waits for its first code, or null when nothing is being set up. */
export async function findSecondFactorSetup(
  ctx: VisitorContext,
): Promise<SecondFactorSetup | null> {
  if (ctx.userId === null) return null;
  const id = ctx.userId;
  const user = await ctx.transaction((db) =>
    db.user.findUnique({
      where: { id, totpEnabledAt: null },
      select: { totpSecret: true, email: true },
    }),
  );
  if (user?.totpSecret == null) return null;

  return setupOf(user.totpSecret, user.email);
}

/**
 * Switches the second factor on with the first code of the app, and ends the person's other sessions,
 * which were opened without it.
 *
 * @returns the recovery codes; only their hashes are kept
 * @throws SecondFactorNotStarted, SecondFactorAlreadyOn, CodeRefused, TooManyAttempts
 */
export async function confirmSecondFactor(
  ctx: VisitorContext,
  { code, sessionId }: { code: string; sessionId: string },
): Promise<{ recoveryCodes: string[] }> {
  const userId = ctx.userId;
  if (userId === null) throw new SignInRequired();
  await limitCodes(userId);
  const { codes, hashes } = newRecoveryCodes();

  return ctx.transaction(async (db) => {
    // Whoever drops the secret at this moment is waited for, and then there is none to confirm.
    await db.$queryRaw`select from users where id = ${userId}::uuid for no key update`;
    const user = await db.user.findUniqueOrThrow({ where: { id: userId } });
    if (user.totpEnabledAt !== null) throw new SecondFactorAlreadyOn();
    if (user.totpSecret === null) throw new SecondFactorNotStarted();
    const step = stepOf(user.totpSecret, { code, now: ctx.now });
    if (step === null) throw refusedCode();

    await db.user.update({
      where: { id: userId },
      data: { totpEnabledAt: ctx.now, totpLastStep: step },
    });
    await replaceRecoveryCodes(db, { userId, hashes });
    await db.userSession.updateMany({
      where: { userId, endedAt: null, id: { not: sessionId } },
      data: { endedAt: ctx.now },
    });
    await recordAccountActivity(ctx, db, { userId, event: "second_factor_enabled" });

    return { recoveryCodes: codes };
  });
}

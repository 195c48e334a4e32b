import "server-only";

import {
  SecondFactorAlreadyOn,
  SecondFactorNotStarted,
  SecondFactorRequired,
} from "@/lib/accounts/errors";
import { provePassword } from "@/lib/accounts/service/prove-password";
import { recordAccountActivity } from "@/lib/accounts/service/record-account-activity";
import { newRecoveryCodes, replaceRecoveryCodes } from "@/lib/accounts/service/recovery-codes";
import {
  limitCodes,
  newSealedSecret,
  refusedCode,
  type SecondFactorSetup,
  setupOf,
  stepOf,
} from "@/lib/accounts/service/totp";
import type { VisitorContext } from "@/lib/tenancy/context";
import { SignInRequired } from "@/lib/tenancy/errors";
import { ROLES_WITH_SECOND_FACTOR } from "@/lib/tenancy/roles";

/**
 * Makes a new secret for the signed-in person. Nothing is asked for yet: `confirmSecondFactor` does.
 *
 * @throws PasswordRefused, TooManyAttempts
 * @throws SecondFactorAlreadyOn
 */
export async function startSecondFactor(
  ctx: VisitorContext,
  { currentPassword }: { currentPassword: string },
): Promise<void> {
  const { userId } = await provePassword(ctx, currentPassword);
  const totpSecret = newSealedSecret();

  await ctx.transaction(async (db) => {
    const { count } = await db.user.updateMany({
      where: { id: userId, totpEnabledAt: null },
      data: { totpSecret, totpLastStep: null },
    });
    if (count === 0) throw new SecondFactorAlreadyOn();
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
    const user = await db.user.findUniqueOrThrow({ where: { id: userId } });
    if (user.totpEnabledAt !== null) throw new SecondFactorAlreadyOn();
    if (user.totpSecret === null) throw new SecondFactorNotStarted();
    const step = stepOf(user.totpSecret, { code, now: ctx.now });
    if (step === null) throw refusedCode();

    const { count } = await db.user.updateMany({
      where: { id: userId, totpEnabledAt: null },
      data: { totpEnabledAt: ctx.now, totpLastStep: step },
    });
    if (count === 0) throw new SecondFactorAlreadyOn();
    await replaceRecoveryCodes(db, { userId, hashes });
    await db.userSession.updateMany({
      where: { userId, endedAt: null, id: { not: sessionId } },
      data: { endedAt: ctx.now },
    });
    await recordAccountActivity(ctx, db, { userId, event: "second_factor_enabled" });

    return { recoveryCodes: codes };
  });
}

/**
 * Switches the second factor off.
 *
 * @throws PasswordRefused, TooManyAttempts
 * @throws SecondFactorRequired a company asks for one in this person's role
 */
export async function disableSecondFactor(
  ctx: VisitorContext,
  { currentPassword }: { currentPassword: string },
): Promise<void> {
  const { userId } = await provePassword(ctx, currentPassword);
  await ctx.transaction(async (db) => {
    const demanding = await db.membership.findFirst({
      where: {
        userId,
        deactivatedAt: null,
        role: { in: [...ROLES_WITH_SECOND_FACTOR] },
        company: { isSecondFactorRequired: true },
      },
      select: { company: { select: { name: true } } },
    });
    if (demanding !== null) {
      throw new SecondFactorRequired({ params: { company: demanding.company.name } });
    }
    await db.user.update({
      where: { id: userId },
      data: { totpSecret: null, totpEnabledAt: null, totpLastStep: null },
    });
    await db.recoveryCode.deleteMany({ where: { userId } });
    await recordAccountActivity(ctx, db, { userId, event: "second_factor_disabled" });
  });
}

/**
 * Replaces the recovery codes; the old ones are void.
 *
 * @throws PasswordRefused, TooManyAttempts
 * @throws SecondFactorNotStarted there is no second factor to recover
 */
export async function renewRecoveryCodes(
  ctx: VisitorContext,
  { currentPassword }: { currentPassword: string },
): Promise<{ recoveryCodes: string[] }> {
  const { userId } = await provePassword(ctx, currentPassword);
  const { codes, hashes } = newRecoveryCodes();
  await ctx.transaction(async (db) => {
    const user = await db.user.findFirst({
      where: { id: userId, totpEnabledAt: { not: null } },
      select: { id: true },
    });
    if (user === null) throw new SecondFactorNotStarted();
    await replaceRecoveryCodes(db, { userId, hashes });
    await recordAccountActivity(ctx, db, { userId, event: "recovery_codes_renewed" });
  });

  return { recoveryCodes: codes };
}

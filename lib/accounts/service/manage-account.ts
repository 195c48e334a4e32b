import "server-only";

import { LastOperator } from "@/lib/accounts/errors";
import { recordAccountActivity } from "@/lib/accounts/service/record-account-activity";
import { tellAccount } from "@/lib/accounts/service/tell-account";
import { refusal } from "@/lib/platform/database-errors";
import { normaliseEmail } from "@/lib/shared/email";
import type { OperatorContext, TenantDb } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

export type ManagedAccount = {
  userId: string;
  name: string;
  email: string;
  isOperator: boolean;
  hasSecondFactor: boolean;
  openSessions: number;
  createdAt: string;
};

/** The account with an address, for those who run the platform; null for an unknown one. */
export async function findManagedAccount(
  ctx: OperatorContext,
  email: string,
): Promise<ManagedAccount | null> {
  const [account] = await ctx.transaction(
    (db) => db.$queryRaw<ManagedAccount[]>`
      select u.id as "userId", u.name, u.email, u.is_platform_operator as "isOperator",
        u.totp_enabled_at is not null as "hasSecondFactor",
        (select count(*)::int from user_sessions s
          where s.user_id = u.id and s.ended_at is null and s.expires_at > now()) as "openSessions",
        to_json(u.created_at)#>>'{}' as "createdAt"
      from users u where u.email_normalised = ${normaliseEmail(email)}`,
  );

  return account ?? null;
}

/**
 * Makes somebody an operator, or no longer. Nobody does it to themselves.
 *
 * @throws NotFound unknown, or in that state already, or the operator's own account
 * @throws LastOperator of two who revoke each other at once, the second one
 */
export async function setOperator(
  ctx: OperatorContext,
  { userId, isOperator }: { userId: string; isOperator: boolean },
): Promise<void> {
  if (userId === ctx.userId) throw new NotFound();
  try {
    await ctx.transaction(async (db) => {
      const { count } = await db.user.updateMany({
        where: { id: userId, isPlatformOperator: !isOperator },
        data: { isPlatformOperator: isOperator },
      });
      if (count === 0) throw new NotFound();
      await record(ctx, db, {
        userId,
        event: isOperator ? "operator_granted" : "operator_revoked",
      });
    });
  } catch (error) {
    if (refusal(error)?.sqlState === "PV020") throw new LastOperator({ cause: error });
    throw error;
  }
}

/**
 * Ends every session of an account.
 *
 * @throws NotFound
 */
export async function endSessionsOf(ctx: OperatorContext, userId: string): Promise<void> {
  await ctx.transaction(async (db) => {
    await endSessions(ctx, db, userId);
    await record(ctx, db, { userId, event: "sessions_ended" });
  });
}

/**
 * Takes a second factor away from somebody who lost phone and recovery codes, ends their sessions, and
 * tells their address.
 *
 * @throws NotFound unknown, or without a second factor
 */
export async function resetSecondFactorOf(ctx: OperatorContext, userId: string): Promise<void> {
  await ctx.transaction(async (db) => {
    const { count } = await db.user.updateMany({
      where: { id: userId, totpEnabledAt: { not: null } },
      data: { totpSecret: null, totpEnabledAt: null, totpLastStep: null },
    });
    if (count === 0) throw new NotFound();
    await db.recoveryCode.deleteMany({ where: { userId } });
    await endSessions(ctx, db, userId);
    await record(ctx, db, { userId, event: "second_factor_disabled" });
    await tellAccount(ctx, db, { userId, notice: "second_factor_off" });
  });
}

async function endSessions(ctx: OperatorContext, db: TenantDb, userId: string): Promise<void> {
  const { count } = await db.user.updateMany({
    where: { id: userId },
    data: { sessionEpoch: { increment: 1 } },
  });
  if (count === 0) throw new NotFound();
  await db.userSession.updateMany({
    where: { userId, endedAt: null },
    data: { endedAt: ctx.now },
  });
}

type Moment = Omit<Parameters<typeof recordAccountActivity>[2], "by">;

function record(ctx: OperatorContext, db: TenantDb, moment: Moment): Promise<void> {
  return recordAccountActivity(ctx, db, { ...moment, by: ctx.operator.name });
}

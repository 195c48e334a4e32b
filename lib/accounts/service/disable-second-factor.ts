import "server-only";

import { SecondFactorRequired } from "@/lib/accounts/errors";
import type { BothFactors } from "@/lib/accounts/schema";
import { withCode } from "@/lib/accounts/service/check-second-factor";
import { provePassword } from "@/lib/accounts/service/prove-password";
import { recordAccountActivity } from "@/lib/accounts/service/record-account-activity";
import { tellAccount } from "@/lib/accounts/service/tell-account";
import type { TenantDb, VisitorContext } from "@/lib/tenancy/context";
import { ROLES_WITH_SECOND_FACTOR } from "@/lib/tenancy/roles";

/**
 * Switches the second factor off, with the password and a code of the app or a recovery code, and tells
 * the account's address.
 *
 * @throws PasswordRefused, CodeRefused, TooManyAttempts, TooManyCodes
 * @throws SecondFactorRequired a company asks for one in this person's role
 */
export async function disableSecondFactor(
  ctx: VisitorContext,
  { currentPassword, code }: BothFactors,
): Promise<void> {
  const { userId } = await provePassword(ctx, currentPassword);
  await withCode(ctx, { userId, code }, async (db) => {
    await refuseWhereRequired(db, userId);
    await db.user.update({
      where: { id: userId },
      data: { totpSecret: null, totpEnabledAt: null, totpLastStep: null },
    });
    await db.recoveryCode.deleteMany({ where: { userId } });
    await recordAccountActivity(ctx, db, { userId, event: "second_factor_disabled" });
    await tellAccount(ctx, db, { userId, notice: "second_factor_off" });
  });
}

async function refuseWhereRequired(db: TenantDb, userId: string): Promise<void> {
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
}

import "server-only";

import { provePassword } from "@/lib/accounts/service/prove-password";
import { recordAccountActivity } from "@/lib/accounts/service/record-account-activity";
import { IDENTITY, type Identity, toIdentity } from "@/lib/accounts/service/sign-in";
import { hashPassword } from "@/lib/platform/password";
import type { VisitorContext } from "@/lib/tenancy/context";
import { SignInRequired } from "@/lib/tenancy/errors";

/**
 * Sets another password and ends every session; whoever changed it gets a new one.
 *
 * @throws SignInRequired also where the account was signed out everywhere since the password was proved
 * @throws PasswordRefused, TooManyAttempts
 */
export async function changePassword(
  ctx: VisitorContext,
  { currentPassword, password }: { currentPassword: string; password: string },
): Promise<Identity> {
  const { userId, sessionEpoch } = await provePassword(ctx, currentPassword);
  const passwordHash = await hashPassword(password);

  return ctx.transaction(async (db) => {
    // Whoever has reset it since, or signed out everywhere, has shut this session out.
    const [user] = await db.user.updateManyAndReturn({
      where: { id: userId, sessionEpoch },
      data: { passwordHash, sessionEpoch: { increment: 1 } },
      select: IDENTITY,
    });
    if (user === undefined) throw new SignInRequired();
    await db.userSession.updateMany({
      where: { userId, endedAt: null },
      data: { endedAt: ctx.now },
    });
    // A link that was asked for with the old password known to somebody else must not undo this.
    await db.$executeRaw`
      update password_resets r set used_at = now() from users u
      where u.id = ${userId}::uuid and r.email_normalised = u.email_normalised and r.used_at is null`;
    await recordAccountActivity(ctx, db, { userId, event: "password_changed" });

    return toIdentity(user);
  });
}

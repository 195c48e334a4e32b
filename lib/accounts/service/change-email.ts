import "server-only";

import { v7 as uuidV7 } from "uuid";

import { EmailLinkExpired, EmailTaken, EmailUnchanged } from "@/lib/accounts/errors";
import { provePassword } from "@/lib/accounts/service/prove-password";
import { recordAccountActivity } from "@/lib/accounts/service/record-account-activity";
import { IDENTITY, type Identity, toIdentity } from "@/lib/accounts/service/sign-in";
import { refusedBy } from "@/lib/platform/database-errors";
import { countTry } from "@/lib/platform/rate-limit";
import { deriveSecret, hashSecret } from "@/lib/platform/secrets";
import { normaliseEmail } from "@/lib/shared/email";
import type { VisitorContext } from "@/lib/tenancy/context";
import { TooManyAttempts } from "@/lib/tenancy/errors";

const PER_USER = { name: "email-change", points: 5, seconds: 3600 };

/** The secret of the link to a new address (`<id>.<secret>`), derived like that of every link. */
export function emailChangeSecret(changeId: string): string {
  return deriveSecret("email-change", changeId);
}

/**
 * Sends a link to the new address; until it is opened there, the old one counts. Whether the new one
 * already has an account is not said here: only its own reader learns that.
 *
 * @throws SignInRequired, PasswordRefused, TooManyAttempts
 * @throws EmailUnchanged
 */
export async function requestEmailChange(
  ctx: VisitorContext,
  { currentPassword, email }: { currentPassword: string; email: string },
): Promise<void> {
  const userId = await provePassword(ctx, currentPassword);
  const waitSeconds = await countTry(PER_USER, userId);
  if (waitSeconds !== null) {
    throw new TooManyAttempts({ params: { minutes: Math.ceil(waitSeconds / 60) } });
  }

  await ctx.transaction(async (db) => {
    const user = await db.user.findUniqueOrThrow({ where: { id: userId } });
    if (user.email === email) {
      throw new EmailUnchanged({ issues: [{ path: ["email"], message: "email-unchanged" }] });
    }
    // One open change at a time: the newest link is the one that counts.
    await db.emailChange.updateMany({
      where: { userId, confirmedAt: null, expiresAt: { gt: ctx.now } },
      data: { expiresAt: ctx.now },
    });
    const id = uuidV7();
    await db.emailChange.create({
      data: {
        id,
        userId,
        oldEmail: user.email,
        newEmail: email,
        newEmailNormalised: normaliseEmail(email),
        tokenHash: hashSecret(emailChangeSecret(id)),
      },
    });
    await db.accountEmail.create({ data: { kind: "email_change", emailChangeId: id } });
    await recordAccountActivity(ctx, db, { userId, event: "email_change_requested" });
  });
  ctx.wake.add("account-emails");
}

function hashOf(token: string): Uint8Array<ArrayBuffer> {
  return hashSecret(token.split(".")[1] ?? "");
}

/** The address a link would make this account's, or null where it cannot any more. */
export async function findEmailChange(ctx: VisitorContext, token: string): Promise<string | null> {
  const [change] = await ctx.transaction(
    (db) => db.$queryRaw<{ email: string }[]>`
      select new_email as email from email_changes
      where token_hash = ${hashOf(token)} and confirmed_at is null and expires_at > now()`,
  );

  return change?.email ?? null;
}

/**
 * Makes the new address the account's, once, and tells the old one.
 *
 * @throws EmailLinkExpired used, run out, replaced or unknown
 * @throws EmailTaken somebody else's account has this address
 */
export async function confirmEmailChange(ctx: VisitorContext, token: string): Promise<Identity> {
  try {
    return await ctx.transaction(async (db) => {
      const [change] = await db.$queryRaw<{ id: string; userId: string }[]>`
        update email_changes set confirmed_at = now()
        where token_hash = ${hashOf(token)} and confirmed_at is null and expires_at > now()
        returning id, user_id as "userId"`;
      if (change === undefined) throw new EmailLinkExpired();
      const { userId } = change;

      await db.$executeRaw`
        update users u set email = c.new_email, email_normalised = c.new_email_normalised
        from email_changes c where c.id = ${change.id}::uuid and u.id = c.user_id`;
      await db.accountEmail.create({ data: { kind: "email_changed", emailChangeId: change.id } });
      await recordAccountActivity(ctx, db, { userId, event: "email_changed" });
      ctx.wake.add("account-emails");

      return toIdentity(
        await db.user.findUniqueOrThrow({ where: { id: userId }, select: IDENTITY }),
      );
    });
  } catch (error) {
    if (refusedBy(error, "users_email_normalised_key")) throw new EmailTaken({ cause: error });
    throw error;
  }
}

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
 * Sends a link to the new address and tells the old one; until the link is opened, the old one counts.
 * Whatever signs the account out everywhere ends the link. Whether the new address already has an account
 * is not said here: only its own reader learns that.
 *
 * @throws SignInRequired, PasswordRefused, TooManyAttempts
 * @throws EmailUnchanged
 */
export async function requestEmailChange(
  ctx: VisitorContext,
  { currentPassword, email }: { currentPassword: string; email: string },
): Promise<void> {
  const { userId, sessionEpoch } = await provePassword(ctx, currentPassword);
  const waitSeconds = await countTry(PER_USER, userId);
  if (waitSeconds !== null) {
    throw new TooManyAttempts({ params: { minutes: Math.ceil(waitSeconds / 60) } });
  }

  await ctx.transaction(async (db) => {
    // Of two who ask at once, the second one waits here, and then replaces the first one's link.
    const [user] = await db.$queryRaw<[{ email: string }]>`
      select email from users where id = ${userId}::uuid for no key update`;
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
        sessionEpoch,
        oldEmail: user.email,
        newEmail: email,
        newEmailNormalised: normaliseEmail(email),
        tokenHash: hashSecret(emailChangeSecret(id)),
      },
    });
    await db.accountEmail.createMany({
      data: ["email_change", "email_change_asked"].map((kind) => ({ kind, emailChangeId: id })),
    });
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
      select c.new_email as email from email_changes c
      join users u on u.id = c.user_id and u.session_epoch = c.session_epoch
      where c.token_hash = ${hashOf(token)} and c.confirmed_at is null and c.expires_at > now()`,
  );

  return change?.email ?? null;
}

/**
 * Makes the new address the account's, once, and tells the old one.
 *
 * @throws EmailLinkExpired used, run out, replaced, unknown, or its account was signed out everywhere
 * @throws EmailTaken somebody else's account has this address
 */
export async function confirmEmailChange(ctx: VisitorContext, token: string): Promise<Identity> {
  try {
    return await ctx.transaction(async (db) => {
      // The account first: whoever signs it out at this moment is waited for, and then decides.
      const [change] = await db.$queryRaw<{ id: string; userId: string }[]>`
        update users u set email = c.new_email, email_normalised = c.new_email_normalised
        from email_changes c
        where c.token_hash = ${hashOf(token)} and c.confirmed_at is null and c.expires_at > now()
          and u.id = c.user_id and u.session_epoch = c.session_epoch
        returning c.id, u.id as "userId"`;
      if (change === undefined) throw new EmailLinkExpired();
      const { userId } = change;
      const used = await db.$executeRaw`
        update email_changes set confirmed_at = now()
        where id = ${change.id}::uuid and confirmed_at is null and expires_at > now()`;
      if (used === 0) throw new EmailLinkExpired();

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

import "server-only";

import { v7 as uuidV7 } from "uuid";

import { ResetLinkExpired } from "@/lib/accounts/errors";
import { recordAccountActivity } from "@/lib/accounts/service/record-account-activity";
import { IDENTITY, type Identity, toIdentity } from "@/lib/accounts/service/sign-in";
import { hashPassword } from "@/lib/platform/password";
import { countClient, countTry, type Limit } from "@/lib/platform/rate-limit";
import { deriveSecret, hashSecret } from "@/lib/platform/secrets";
import { normaliseEmail } from "@/lib/shared/email";
import type { VisitorContext } from "@/lib/tenancy/context";
import { TooManyAttempts } from "@/lib/tenancy/errors";

const PER_ADDRESS = { name: "reset-address", points: 3, seconds: 3600 };
const PER_CLIENT = { name: "reset-client", points: 20, seconds: 3600 };
const USE_PER_CLIENT = { name: "reset-use-client", points: 30, seconds: 3600 };

/**
 * The secret of a reset link (`<id>.<secret>`), derived from its id: the mail can be written again,
 * byte for byte.
 */
export function resetSecret(resetId: string): string {
  return deriveSecret("password-reset", resetId);
}

/**
 * Asks for a one-time link, valid for an hour. The request is written down for any address; whether
 * somebody has it is found out when the mail is written, so the answer costs the same for both.
 *
 * @throws TooManyAttempts from this client; too many for one address are silently ignored, because
 *   saying so would tell that somebody had asked before
 */
export async function requestPasswordReset(ctx: VisitorContext, email: string): Promise<void> {
  const address = normaliseEmail(email);
  await limitClient(ctx, PER_CLIENT);
  if ((await countTry(PER_ADDRESS, address)) !== null) return;

  const id = uuidV7();
  await ctx.transaction(
    (db) => db.$executeRaw`
      with asked as (
        insert into password_resets (id, email_normalised, token_hash)
        values (${id}::uuid, ${address}, ${hashSecret(resetSecret(id))})
        returning id
      )
      insert into account_email_queue (reset_id) select id from asked`,
  );
  ctx.wake.add("account-emails");
}

async function limitClient({ origin }: VisitorContext, limit: Limit): Promise<void> {
  const waitSeconds = await countClient(limit, origin.ip);
  if (waitSeconds !== null) {
    throw new TooManyAttempts({ params: { minutes: Math.ceil(waitSeconds / 60) } });
  }
}

function hashOf(token: string): Uint8Array<ArrayBuffer> {
  return hashSecret(token.split(".")[1] ?? "");
}

/** Whether a reset link can still be used; looking does not use it up. */
export async function isResetLinkValid(ctx: VisitorContext, token: string): Promise<boolean> {
  const rows = await ctx.transaction(
    (db) => db.$queryRaw<unknown[]>`
      select from password_resets
      where token_hash = ${hashOf(token)} and used_at is null and expires_at > now()`,
  );

  return rows.length === 1;
}

/**
 * Sets a new password, once, and ends every other session of this person.
 *
 * @throws ResetLinkExpired used, run out or unknown
 * @throws TooManyAttempts from this client
 */
export async function resetPassword(
  ctx: VisitorContext,
  { token, password }: { token: string; password: string },
): Promise<Identity> {
  await limitClient(ctx, USE_PER_CLIENT);
  // Hashing is dear: it is not done for whoever has no link. A link cannot be guessed, so time tells nothing.
  if (!(await isResetLinkValid(ctx, token))) throw new ResetLinkExpired();
  const passwordHash = await hashPassword(password);

  return ctx.transaction(async (db) => {
    const [used] = await db.$queryRaw<{ email: string }[]>`
      update password_resets r set used_at = now() from users u
      where r.token_hash = ${hashOf(token)} and r.used_at is null and r.expires_at > now()
        and u.email_normalised = r.email_normalised
      returning r.email_normalised as email`;
    if (used === undefined) throw new ResetLinkExpired();

    const emailNormalised = used.email;
    const user = await db.user.update({
      where: { emailNormalised },
      data: { passwordHash, sessionEpoch: { increment: 1 } },
      select: IDENTITY,
    });
    // Every other link that was asked for dies with this one.
    await db.passwordReset.updateMany({
      where: { emailNormalised, usedAt: null },
      data: { usedAt: ctx.now },
    });
    await db.userSession.updateMany({
      where: { userId: user.id, endedAt: null },
      data: { endedAt: ctx.now },
    });
    await recordAccountActivity(ctx, db, { userId: user.id, event: "password_reset" });

    return toIdentity(user);
  });
}

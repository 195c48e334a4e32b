import "server-only";

import type { AccountSession } from "@/lib/accounts/schema";
import { recordAccountActivity } from "@/lib/accounts/service/record-account-activity";
import type { VisitorContext } from "@/lib/tenancy/context";
import { NotFound, SignInRequired } from "@/lib/tenancy/errors";

/** How long a browser stays signed in without a click on "sign out". */
export const SESSION_SECONDS = 14 * 86_400;

/** Writes down that somebody signed in, from where, and returns the session's id. */
export async function openSession(ctx: VisitorContext, userId: string): Promise<string> {
  const { ip, userAgent } = ctx.origin;

  return ctx.transaction(async (db) => {
    const { id } = await db.userSession.create({
      data: {
        userId,
        ipAddress: ip,
        userAgent: userAgent?.slice(0, 400) ?? null,
        expiresAt: new Date(ctx.now.getTime() + SESSION_SECONDS * 1000),
      },
      select: { id: true },
    });
    await recordAccountActivity(ctx, db, { userId, event: "signed_in" });

    return id;
  });
}

/** The signed-in person's open sessions, the newest sign of life first. */
export function listSessions(ctx: VisitorContext, currentId: string): Promise<AccountSession[]> {
  return ctx.transaction(
    (db) => db.$queryRaw<AccountSession[]>`
      select id, id = ${currentId}::uuid as "isCurrent", host(ip_address) as ip,
        user_agent as "userAgent", to_json(created_at)#>>'{}' as "startedAt",
        to_json(last_seen_at)#>>'{}' as "lastSeenAt"
      from user_sessions
      where user_id = ${ctx.userId}::uuid and ended_at is null and expires_at > now()
      order by id = ${currentId}::uuid desc, last_seen_at desc limit 100`,
  );
}

/**
 * Ends one session of the signed-in person; its browser is out at its next click.
 *
 * @throws NotFound unknown, somebody else's, or already ended
 */
export async function closeSession(ctx: VisitorContext, sessionId: string): Promise<void> {
  const userId = ctx.userId;
  if (userId === null) throw new SignInRequired();
  await ctx.transaction(async (db) => {
    const { count } = await db.userSession.updateMany({
      where: { id: sessionId, userId, endedAt: null },
      data: { endedAt: ctx.now },
    });
    if (count === 0) throw new NotFound();
    await recordAccountActivity(ctx, db, { userId, event: "session_ended" });
  });
}

/** Signs the person out everywhere, this browser included. */
export async function closeAllSessions(ctx: VisitorContext): Promise<void> {
  const userId = ctx.userId;
  if (userId === null) throw new SignInRequired();
  await ctx.transaction(async (db) => {
    await db.user.update({ where: { id: userId }, data: { sessionEpoch: { increment: 1 } } });
    await db.userSession.updateMany({
      where: { userId, endedAt: null },
      data: { endedAt: ctx.now },
    });
    await recordAccountActivity(ctx, db, { userId, event: "sessions_ended" });
  });
}

import "server-only";

import type { Account, AccountMoment, Profile } from "@/lib/accounts/schema";
import { recordAccountActivity } from "@/lib/accounts/service/record-account-activity";
import type { VisitorContext } from "@/lib/tenancy/context";
import { SignInRequired } from "@/lib/tenancy/errors";

/** A session as its cookie names it; whether it still holds is asked with each request. */
export type SessionClaim = { userId: string; sessionEpoch: number; sessionId: string };

/** The account behind a session, or null once the session has been ended. */
export async function findAccount(
  ctx: VisitorContext,
  { userId, sessionEpoch, sessionId }: SessionClaim,
): Promise<Account | null> {
  const [account] = await ctx.transaction(
    (db) => db.$queryRaw<Account[]>`
      select u.id as "userId", u.name, u.email, u.locale, u.time_zone as "timeZone",
        u.is_platform_operator as "isOperator",
        case when u.totp_enabled_at is not null then 'on' when u.totp_secret is not null then 'started'
          else 'off' end as "secondFactor",
        (select count(*)::int from user_recovery_codes r where r.user_id = u.id and r.used_at is null)
          as "recoveryCodesLeft",
        (select c.new_email from email_changes c
          where c.user_id = u.id and c.confirmed_at is null and c.expires_at > now()
            and c.session_epoch = u.session_epoch
          order by c.created_at desc, c.id desc limit 1) as "pendingEmail"
      from users u join user_sessions s on s.user_id = u.id
      where u.id = ${userId}::uuid and u.session_epoch = ${sessionEpoch}
        and s.id = ${sessionId}::uuid and s.ended_at is null and s.expires_at > now()`,
  );

  return account ?? null;
}

/** What happened to the signed-in person's account lately, refused sign-ins among it, newest first. */
export function listAccountActivity(ctx: VisitorContext): Promise<AccountMoment[]> {
  return ctx.transaction(
    (db) => db.$queryRaw<AccountMoment[]>`
      select event, ip, "userAgent", to_json(created_at)#>>'{}' as at from (
        (select id, event, host(ip_address) as ip, user_agent as "userAgent", created_at
          from user_activity where user_id = ${ctx.userId}::uuid
          order by created_at desc, id desc limit 20)
        union all
        (select id, 'sign_in_failed', host(ip_address), user_agent, created_at
          from sign_in_failures where user_id = ${ctx.userId}::uuid
          order by created_at desc, id desc limit 20)
      ) moments order by created_at desc, id desc limit 20`,
  );
}

/**
 * Changes how a person is called and how they read times.
 *
 * @throws SignInRequired
 */
export async function changeProfile(ctx: VisitorContext, profile: Profile): Promise<void> {
  const id = ctx.userId;
  if (id === null) throw new SignInRequired();
  await ctx.transaction(async (db) => {
    await db.user.update({ where: { id }, data: profile });
    await recordAccountActivity(ctx, db, { userId: id, event: "profile_changed" });
  });
}

import "server-only";

import { findInvitation } from "@/lib/invitations/service/find-invitation";
import { countTry } from "@/lib/platform/rate-limit";
import type { TenantContext } from "@/lib/tenancy/context";

/** Programs that look into mails open links by the dozen; the first ones of a day say enough. */
const PER_LINK = { name: "invitation-opened", points: 20, seconds: 86_400 };

/**
 * Keeps that somebody opened an invitation's link: when, from which network (/24, for IPv6 /48) and with
 * which program, at most twenty times a day. Without the link's secret nothing is kept.
 */
export async function recordInvitationOpened(ctx: TenantContext, token: string): Promise<void> {
  const { companyId, origin } = ctx;
  const invitation = await ctx.transaction((db) => findInvitation(ctx, db, token));
  if (invitation === null) return;
  const { id, generation } = invitation;
  if ((await countTry(PER_LINK, `${id}.${String(generation)}`)) !== null) return;

  await ctx.transaction(
    (db) => db.$executeRaw`
      insert into invitation_link_opens
        (company_id, invitation_id, token_generation, ip_address, user_agent)
      select ${companyId}::uuid, ${id}::uuid, ${generation},
        network(set_masklen(ip, case family(ip) when 4 then 24 else 48 end))::inet,
        ${origin.userAgent?.slice(0, 400) ?? null}
      from (values (${origin.ip}::inet)) as client (ip)`,
  );
}

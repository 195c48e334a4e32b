import "server-only";

import { randomBytes } from "node:crypto";

import { AccessLinkExpired } from "@/lib/customer-access/errors";
import { VISIT_MINUTES } from "@/lib/customer-access/schema";
import { hashSecret } from "@/lib/platform/secrets";
import { idSchema } from "@/lib/shared/schema";
import type { TenantContext } from "@/lib/tenancy/context";

const SECRET_BYTES = 32;

type Token = { id: string; hash: Uint8Array<ArrayBuffer> };

/** What an access link's last part, `<id>.<secret>`, names; null for what is none. */
function parseToken(token: string): Token | null {
  const [id = "", secret = ""] = token.split(".");

  return idSchema.safeParse(id).success ? { id, hash: hashSecret(secret) } : null;
}

/** Whether an access link can still be used; looking does not use it up. */
export async function isAccessLinkOpen(ctx: TenantContext, token: string): Promise<boolean> {
  const link = parseToken(token);
  if (link === null) return false;
  const rows = await ctx.transaction(
    (db) => db.$queryRaw<unknown[]>`
      select from customer_access_links
      where company_id = ${ctx.companyId}::uuid and id = ${link.id}::uuid
        and token_hash = ${link.hash} and used_at is null and expires_at > now()`,
  );

  return rows.length === 1;
}

/**
 * Uses an access link up and opens a visit of an hour. Answers the visit's secret, which is kept by
 * nobody but the browser.
 *
 * @throws AccessLinkExpired used, run out, of another company, or unknown; of two at once, the second
 */
export async function openVisit(ctx: TenantContext, token: string): Promise<string> {
  const link = parseToken(token);
  if (link === null) throw new AccessLinkExpired();
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  const opened = await ctx.transaction(
    (db) => db.$executeRaw`
      update customer_access_links set used_at = now(), visit_hash = ${hashSecret(secret)},
        visit_until = now() + make_interval(mins => ${VISIT_MINUTES})
      where company_id = ${ctx.companyId}::uuid and id = ${link.id}::uuid
        and token_hash = ${link.hash} and used_at is null and expires_at > now()`,
  );
  if (opened === 0) throw new AccessLinkExpired();

  return secret;
}

/** Ends a visit for every browser that has its secret. An ended or unknown one stays what it is. */
export async function endVisit(ctx: TenantContext, secret: string): Promise<void> {
  await ctx.transaction(
    (db) => db.$executeRaw`
      update customer_access_links set visit_until = now()
      where company_id = ${ctx.companyId}::uuid and visit_hash = ${hashSecret(secret)}
        and visit_until > now()`,
  );
}

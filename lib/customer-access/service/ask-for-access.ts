import "server-only";

import { v7 as uuidV7 } from "uuid";

import { auditColumns } from "@/lib/audit/service/audit-columns";
import { countClient, countTry } from "@/lib/platform/rate-limit";
import { deriveSecret, hashSecret } from "@/lib/platform/secrets";
import { normaliseEmail } from "@/lib/shared/email";
import type { TenantContext } from "@/lib/tenancy/context";
import { TooManyAttempts } from "@/lib/tenancy/errors";

const PER_ADDRESS = { name: "access-address", points: 3, seconds: 3600 };
const PER_CLIENT = { name: "access-client", points: 20, seconds: 3600 };

/** The secret of an access link (`<id>.<secret>`), derived: the mail can be written again, byte for byte. */
export function accessSecret(companyId: string, linkId: string): string {
  return deriveSecret("customer-access", companyId, linkId);
}

/**
 * Asks for a one-time link to somebody's appointments in this company. The same statement runs for an
 * address that we know and for one that we do not: only whether it leaves a mail is different.
 *
 * @throws TooManyAttempts from this client; too many for one address are silently ignored, because
 *   saying so would tell that somebody had asked before
 */
export async function askForAccess(ctx: TenantContext, email: string): Promise<void> {
  const { companyId } = ctx;
  const address = normaliseEmail(email);
  const clientWaits = await countClient(PER_CLIENT, ctx.origin.ip);
  if (clientWaits !== null) {
    throw new TooManyAttempts({ params: { minutes: Math.ceil(clientWaits / 60) } });
  }
  if ((await countTry(PER_ADDRESS, `${companyId}:${address}`)) !== null) return;

  const id = uuidV7();
  const { ipAddress, userAgent } = auditColumns(ctx);
  await ctx.transaction(
    (db) => db.$executeRaw`
      with asked as (
        insert into customer_access_links
          (company_id, id, email_normalised, token_hash, ip_address, user_agent)
        values (${companyId}::uuid, ${id}::uuid, ${address},
          ${hashSecret(accessSecret(companyId, id))}, ${ipAddress}::inet, ${userAgent})
        returning company_id, id
      )
      insert into appointment_email_queue
        (company_id, access_link_id, kind, audience, recipient, snapshot)
      select asked.company_id, asked.id, 'access_link', 'customer', c.email,
        json_build_object('kind', 'access_link', 'locale', c.locale, 'name', c.name,
          'company', json_build_object('slug', co.slug, 'name', co.name,
            'accentColour', co.accent_colour, 'phone', co.phone))
      from asked
      join companies co on co.id = asked.company_id
      join customers c on c.company_id = asked.company_id and c.email_normalised = ${address}
        and c.merged_into is null
      order by c.id desc limit 1`,
  );
  ctx.wake.add("appointment-emails");
}

import "server-only";

import type { ImportedPerson } from "@/lib/imports/schema";
import { normaliseEmail } from "@/lib/shared/email";
import type { TenantDb } from "@/lib/tenancy/context";

/** Fewer digits may be an extension that several people have. */
const DIGITS_OF_A_NUMBER = 6;

/** By what somebody is known: their address, else their number, else their name alone. */
export function customerKey({ name, email, phone }: ImportedPerson): string {
  if (email !== "") return `e:${normaliseEmail(email)}`;
  const digits = phone.replaceAll(/\D/g, "");

  return digits.length < DIGITS_OF_A_NUMBER ? `n:${name.toLowerCase()}` : `p:${digits}`;
}

/** Customers by their keys; of several the first one who came. */
export async function matchCustomers(
  db: TenantDb,
  companyId: string,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const of = (kind: string) =>
    [...new Set(keys)].filter((key) => key.startsWith(kind)).map((key) => key.slice(2));
  const rows = await db.$queryRaw<{ key: string; id: string }[]>`
    select distinct on (key) key, id from (
      select 'e:' || email_normalised as key, id, created_at from customers
      where company_id = ${companyId}::uuid and merged_into is null
        and email_normalised = any (${of("e:")}::text[])
      union all
      select 'p:' || regexp_replace(phone, '[^0-9]', '', 'g'), id, created_at from customers
      where company_id = ${companyId}::uuid and merged_into is null
        and regexp_replace(phone, '[^0-9]', '', 'g') = any (${of("p:")}::text[])
      union all
      select 'n:' || lower(name), id, created_at from customers
      where company_id = ${companyId}::uuid and merged_into is null
        and lower(name) = any (${of("n:")}::text[])) known
    order by key, created_at, id`;

  return new Map(rows.map(({ key, id }) => [key, id]));
}

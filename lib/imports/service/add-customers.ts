import "server-only";

import { v7 as uuidV7 } from "uuid";

import type { AppointmentEntry, ImportEntry } from "@/lib/imports/schema";
import { customerKey, matchCustomers } from "@/lib/imports/service/match-customers";
import { normaliseEmail } from "@/lib/shared/email";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

type Person = Pick<ImportEntry, "name" | "email" | "phone" | "locale" | "notes"> & {
  customerId: string;
};

/** The good rows of a customers' file with whom each leads to, and who of them is new. */
export async function withCustomers(
  db: TenantDb,
  companyId: string,
  entries: readonly ImportEntry[],
): Promise<{ applied: ImportEntry[]; fresh: Person[] }> {
  const addressed = entries.filter(({ email }) => email !== "");
  const known = await matchCustomers(db, companyId, addressed.map(customerKey));
  const fresh: Person[] = [];
  const applied = entries.map((entry) => {
    if (entry.problem !== null) return entry;
    const found = entry.email === "" ? undefined : known.get(customerKey(entry));
    const customerId = found ?? uuidV7();
    if (found === undefined) fresh.push({ ...entry, customerId });

    return { ...entry, customerId };
  });

  return { applied, fresh };
}

/** The same for appointments: somebody with several of them is added once. */
export function newCustomers(entries: readonly AppointmentEntry[]): {
  applied: AppointmentEntry[];
  fresh: Person[];
} {
  const fresh = new Map<string, Person>();
  const applied = entries.map((entry) => {
    if (entry.problem !== null || entry.customerId !== null) return entry;
    const key = customerKey(entry.customer);
    const person = fresh.get(key) ?? {
      ...entry.customer,
      ...{ locale: "de", notes: "", customerId: uuidV7() },
    };
    fresh.set(key, person);

    return { ...entry, customerId: person.customerId };
  });

  return { applied, fresh: [...fresh.values()] };
}

export async function addCustomers(
  { companyId }: TenantContext,
  db: TenantDb,
  { importId, people }: { importId: string; people: readonly Person[] },
): Promise<void> {
  const rows = people.map((person) => ({ ...person, normalised: normaliseEmail(person.email) }));
  await db.$executeRaw`
    insert into customers (company_id, id, name, email, email_normalised, phone, locale, time_zone,
      notes, import_id)
    select ${companyId}::uuid, r."customerId", r.name, nullif(r.email, ''), nullif(r.normalised, ''),
      nullif(r.phone, ''), r.locale, co.time_zone, nullif(r.notes, ''), ${importId}::uuid
    from companies co, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r("customerId" uuid, name text, email text, normalised text, phone text, locale text, notes text)
    where co.id = ${companyId}::uuid`;
}

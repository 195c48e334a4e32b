import "server-only";

import { authoriseSettings } from "@/lib/companies/service/authorise-settings";
import type { AppointmentEntry } from "@/lib/imports/schema";
import { checkAppointment } from "@/lib/imports/service/check-appointments";
import { markTaken, markTwice } from "@/lib/imports/service/find-clashes";
import { loadOffers } from "@/lib/imports/service/load-offers";
import { customerKey, matchCustomers } from "@/lib/imports/service/match-customers";
import type { Defaults } from "@/lib/imports/service/named-in-row";
import { readAppointments } from "@/lib/imports/service/read-appointments";
import { isCalendar, readCalendar } from "@/lib/imports/service/read-calendar";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

/**
 * Reads a table or a calendar of appointments and keeps what came of it, to be looked at; nothing else
 * is written.
 *
 * @throws NotAllowed for roles that change no settings
 * @throws ImportUnreadable, ImportWithoutAppointments, ImportTooLong
 */
export function startAppointmentImport(
  ctx: TenantContext,
  { text, fileName, ...defaults }: { text: string; fileName: string } & Defaults,
): Promise<string> {
  const { membershipId } = authoriseSettings(ctx);
  const { companyId, now } = ctx;
  const format = isCalendar(text) ? "ics" : "csv";
  const read = format === "ics" ? readCalendar(text) : readAppointments(text);

  return ctx.transaction(async (db) => {
    const offers = await loadOffers(db, companyId);
    const checked = read.map((one) => checkAppointment(one, { offers, defaults, now }));
    const known = await withKnownCustomers(db, companyId, checked);
    const { id } = await db.import.create({
      data: {
        ...{ companyId, kind: "appointments", format, fileName: fileName.slice(0, 200) },
        entries: markTwice(await markTaken(db, companyId, known)),
        createdBy: membershipId,
        createdAt: now,
      },
      select: { id: true },
    });

    return id;
  });
}

/** The customers of good rows, as far as the company knows them by now. */
export async function withKnownCustomers(
  db: TenantDb,
  companyId: string,
  entries: readonly AppointmentEntry[],
): Promise<AppointmentEntry[]> {
  const keys = entries.map(({ customer }) => customerKey(customer));
  const known = await matchCustomers(db, companyId, keys);

  return entries.map((entry) => ({
    ...entry,
    customerId: known.get(customerKey(entry.customer)) ?? null,
  }));
}

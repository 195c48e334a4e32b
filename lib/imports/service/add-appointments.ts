import "server-only";

import { v7 as uuidV7 } from "uuid";

import type { AppointmentEntry } from "@/lib/imports/schema";
import { markTaken, markTwice } from "@/lib/imports/service/find-clashes";
import { insertAppointments } from "@/lib/imports/service/insert-appointments";
import { loadOffers } from "@/lib/imports/service/load-offers";
import { refusal, refusedBy } from "@/lib/platform/database-errors";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

/** Each claim holds two locks until its transaction ends, of a table with room for some thousands. */
const BATCH = 500;
/** How often somebody books into a batch while it is being written. */
const MOST_TRIES = 5;

/** Whether a row is still to be written. */
export function isOpen({ problem, appointmentId }: AppointmentEntry): boolean {
  return problem === null && appointmentId === null;
}

/** Writes the open rows of an applied import, batch by batch, until there are none or somebody undoes it. */
export async function addAppointments(ctx: TenantContext, importId: string): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES;) {
    try {
      if (!(await ctx.transaction((db) => addBatch(ctx, db, importId)))) return;
      tries = 0;
    } catch (error) {
      tries += 1;
      if (tries === MOST_TRIES || !wasFirst(error)) throw error;
    }
  }
}

/** Put away, merged, erased, or erased by somebody who waited for us while we waited for them. */
const GONE = ["PV009", "PV010", "PV011", "40P01"];

/** Somebody else took a time, or put somebody away, since it was looked at: looking again finds that. */
function wasFirst(error: unknown): boolean {
  return (
    refusedBy(error, "slot_claims_no_overlap") ||
    refusedBy(error, "slot_claims_one_place") ||
    GONE.includes(refusal(error)?.sqlState ?? "")
  );
}

async function addBatch(ctx: TenantContext, db: TenantDb, importId: string): Promise<boolean> {
  const { companyId } = ctx;
  const [found] = await db.$queryRaw<{ entries: AppointmentEntry[] }[]>`
    select entries from imports
    where company_id = ${companyId}::uuid and id = ${importId}::uuid and status = 'applied' for update`;
  const open = (found?.entries ?? []).filter(isOpen).slice(0, BATCH);
  if (found === undefined || open.length === 0) return false;
  const checked = await checkAgain(ctx, db, open);
  const written = checked.map((entry) =>
    entry.problem === null ? { ...entry, appointmentId: uuidV7() } : entry,
  );
  await insertAppointments(ctx, db, {
    importId,
    entries: written.filter(({ problem }) => problem === null),
  });
  const byLine = new Map(written.map((entry) => [entry.line, entry]));
  await db.import.update({
    where: { companyId_id: { companyId, id: importId } },
    data: { entries: found.entries.map((entry) => byLine.get(entry.line) ?? entry) },
    select: { id: true },
  });

  return true;
}

/** What has changed since the file was looked at: times, who works there, and who a customer is now. */
async function checkAgain(
  { companyId, now }: TenantContext,
  db: TenantDb,
  entries: readonly AppointmentEntry[],
): Promise<AppointmentEntry[]> {
  const { staff } = await loadOffers(db, companyId);
  const active = new Map(staff.filter((one) => one.isActive).map((one) => [one.id, one.branchId]));
  const ids = entries.map(({ customerId }) => customerId);
  const others = await db.$queryRaw<{ id: string; into: string | null; isErased: boolean }[]>`
    select id, merged_into as into, erased_at is not null as "isErased" from customers
    where company_id = ${companyId}::uuid and id = any (${ids}::uuid[])
      and (merged_into is not null or erased_at is not null)`;
  const survivors = new Map(others.map(({ id, into }) => [id, into]));
  const erased = new Set(others.filter(({ isErased }) => isErased).map(({ id }) => id));
  const isPutAway = ({ startsAt, staffId, branchId, status }: AppointmentEntry) =>
    status !== "cancelled" &&
    new Date(startsAt ?? "") > now &&
    active.get(staffId ?? "") !== branchId;

  const problemOf = (entry: AppointmentEntry) => {
    if (erased.has(entry.customerId ?? "")) return "row-erased";

    return isPutAway(entry) ? "staff-put-away" : null;
  };

  const present = entries.map((entry) => ({
    ...entry,
    customerId: survivors.get(entry.customerId ?? "") ?? entry.customerId,
    problem: problemOf(entry),
  }));

  return markTwice(await markTaken(db, companyId, present));
}

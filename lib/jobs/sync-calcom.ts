import "server-only";

import { NOTHING_SYNCED, syncCompany, type SyncCounts } from "@/lib/calcom/service/sync-company";
import { type DueCompany, findConnectedCompanies } from "@/lib/jobs/due-calendars";
import type { JobCounts } from "@/lib/jobs/run-job";
import { log } from "@/lib/platform/log";
import { createContext } from "@/lib/tenancy/context";

const CALENDAR = { kind: "calcom", name: "Cal.com" } as const;
/** Companies beside each other: one whose calendar does not answer keeps seven others waiting at no time. */
const AT_ONCE = 8;
/** How long one company is worked on before others get their turn. */
const TURN_MS = 25_000;

/**
 * Brings connected companies in step with their calendars, the longest waiting first. One company's dead service,
 * refused key or broken row is no other's: each is tried by itself.
 */
export async function syncCalendars({
  deadline = new Date(Date.now() + TURN_MS),
  companyId,
}: {
  deadline?: Date;
  companyId?: string;
}): Promise<JobCounts> {
  const total = { ...NOTHING_SYNCED };
  const waiting: DueCompany[] =
    companyId === undefined ? await findConnectedCompanies() : [{ companyId, isPollDue: false }];

  const lane = async () => {
    for (let company = waiting.shift(); company !== undefined; company = waiting.shift()) {
      if (Date.now() > deadline.getTime()) return;
      const counts = await syncOne(company, deadline);
      for (const name of Object.keys(total) as (keyof SyncCounts)[]) total[name] += counts[name];
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));

  return total;
}

async function syncOne({ companyId, isPollDue }: DueCompany, deadline: Date): Promise<SyncCounts> {
  const turn = new Date(Math.min(deadline.getTime(), Date.now() + TURN_MS));
  try {
    return await syncCompany(createContext(companyId, CALENDAR), {
      deadline: turn,
      poll: isPollDue,
    });
  } catch (error) {
    log().error({ err: error, company: companyId }, "calendar sync failed");

    return NOTHING_SYNCED;
  }
}

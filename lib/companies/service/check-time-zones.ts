import "server-only";

import {
  type DatabaseOffset,
  databaseOffsets,
  DECIDED,
  isOutdated,
  withServerOffset,
  type ZoneOffsets,
} from "@/lib/platform/zone-data";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotAllowed } from "@/lib/tenancy/errors";
import { REACH } from "@/lib/tenancy/roles";

const MONTHS_AHEAD = 13;

export type ZoneFault = ZoneOffsets;
export type ZoneCheck = {
  /** Where the server and PostgreSQL do not agree: the next change of clocks goes wrong by this much. */
  disagreeing: ZoneFault[];
  /** Where they may agree, and at least one of them does not know what has been decided. */
  outdated: ZoneFault[];
};

/**
 * Compares the time-zone data of the server with PostgreSQL's, for the zones that this company, its
 * branches and its customers live in, over the next months, and both with known decisions.
 *
 * @throws NotAllowed for those who may not see operations
 */
export async function checkTimeZones(ctx: TenantContext): Promise<ZoneCheck> {
  if (ctx.actor.kind !== "member" || REACH["see-operations"][ctx.actor.role] !== "all") {
    throw new NotAllowed();
  }
  const rows = await ctx.transaction(async (db) => {
    const used = await db.$queryRaw<{ zone: string }[]>`
      select time_zone as zone from companies where id = ${ctx.companyId}::uuid
      union select time_zone from branches where company_id = ${ctx.companyId}::uuid
      union select time_zone from customers where company_id = ${ctx.companyId}::uuid`;
    const questions = [
      ...used.flatMap(({ zone }) => monthsAhead(ctx.now).map((at) => ({ zone, at }))),
      ...DECIDED,
    ];

    return db.$queryRaw<DatabaseOffset[]>(databaseOffsets(questions));
  });
  const compared = rows.map(withServerOffset);

  return {
    disagreeing: firstOfEach(compared.filter(({ server, database }) => server !== database)),
    outdated: firstOfEach(compared.filter(isOutdated)),
  };
}

function monthsAhead(now: Date): string[] {
  const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 15, 12));

  return Array.from({ length: MONTHS_AHEAD }, (_none, index) => {
    const at = new Date(month);
    at.setUTCMonth(at.getUTCMonth() + index);

    return at.toISOString();
  });
}

function firstOfEach(faults: ZoneFault[]): ZoneFault[] {
  const first = new Map<string, ZoneFault>();
  for (const fault of faults) if (!first.has(fault.zone)) first.set(fault.zone, fault);

  return [...first.values()];
}

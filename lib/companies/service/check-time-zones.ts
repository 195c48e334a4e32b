import "server-only";

import { Temporal } from "temporal-polyfill";

import type { TenantContext } from "@/lib/tenancy/context";
import { NotAllowed } from "@/lib/tenancy/errors";
import { REACH } from "@/lib/tenancy/roles";

/**
 * What governments have decided in the last years, by IANA's tz database (its NEWS file): whoever has
 * other offsets there has old data. Minutes east of UTC.
 */
const DECIDED = [
  { zone: "America/Sao_Paulo", at: "2026-12-15T12:00:00Z", minutes: -180 },
  { zone: "Asia/Amman", at: "2026-12-15T12:00:00Z", minutes: 180 },
  { zone: "America/Mexico_City", at: "2027-07-15T12:00:00Z", minutes: -360 },
  { zone: "Africa/Cairo", at: "2027-07-15T12:00:00Z", minutes: 180 },
  { zone: "Asia/Almaty", at: "2026-12-15T12:00:00Z", minutes: 300 },
  { zone: "Europe/Berlin", at: "2027-03-28T00:59:59Z", minutes: 60 },
  { zone: "Europe/Berlin", at: "2027-03-28T01:00:00Z", minutes: 120 },
] as const;

const MONTHS_AHEAD = 13;

export type ZoneFault = { zone: string; at: Date; server: number; database: number };
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
  if (ctx.actor.kind !== "member" || REACH["see-operations"][ctx.actor.role] === "none") {
    throw new NotAllowed();
  }
  const rows = await ctx.transaction(async (db) => {
    const used = await db.$queryRaw<{ zone: string }[]>`
      select time_zone as zone from companies where id = ${ctx.companyId}::uuid
      union select time_zone from branches where company_id = ${ctx.companyId}::uuid
      union select time_zone from customers where company_id = ${ctx.companyId}::uuid`;
    const questions = [
      ...used.flatMap(({ zone }) => monthsAhead(ctx.now).map((at) => ({ zone, at }))),
      ...DECIDED.map(({ zone, at }) => ({ zone, at })),
    ];

    return db.$queryRaw<{ zone: string; at: Date; database: number }[]>`
      select q.zone, q.at, (extract(epoch from (q.at at time zone q.zone) - (q.at at time zone 'UTC')) / 60)::int as database
      from unnest(${questions.map(({ zone }) => zone)}::text[],
        ${questions.map(({ at }) => at)}::timestamptz[]) as q (zone, at)`;
  });
  const compared = rows.map((row) => ({ ...row, server: offsetMinutes(row.zone, row.at) }));

  return {
    disagreeing: firstOfEach(compared.filter(({ server, database }) => server !== database)),
    outdated: firstOfEach(compared.filter((row) => isOutdated(row))),
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

function offsetMinutes(zone: string, at: Date): number {
  const { offsetNanoseconds } = Temporal.Instant.fromEpochMilliseconds(
    at.getTime(),
  ).toZonedDateTimeISO(zone);

  return offsetNanoseconds / 60e9;
}

function isOutdated({ zone, at, server, database }: ZoneFault): boolean {
  const known = DECIDED.find(
    (one) => one.zone === zone && new Date(one.at).getTime() === at.getTime(),
  );

  return known !== undefined && (server !== known.minutes || database !== known.minutes);
}

function firstOfEach(faults: ZoneFault[]): ZoneFault[] {
  const first = new Map<string, ZoneFault>();
  for (const fault of faults) if (!first.has(fault.zone)) first.set(fault.zone, fault);

  return [...first.values()];
}

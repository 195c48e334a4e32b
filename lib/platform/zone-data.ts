import "server-only";

import { Temporal } from "temporal-polyfill";

import { prisma } from "@/lib/platform/db/client";
import { type Sql, sql } from "@/lib/platform/sql";

/**
 * What governments have decided in the last years, by IANA's tz database (its NEWS file): whoever has
 * other offsets there has old data. Minutes east of UTC.
 */
export const DECIDED = [
  { zone: "America/Sao_Paulo", at: "2026-12-15T12:00:00Z", minutes: -180 },
  { zone: "Asia/Amman", at: "2026-12-15T12:00:00Z", minutes: 180 },
  { zone: "America/Mexico_City", at: "2027-07-15T12:00:00Z", minutes: -360 },
  { zone: "Africa/Cairo", at: "2027-07-15T12:00:00Z", minutes: 180 },
  { zone: "Asia/Almaty", at: "2026-12-15T12:00:00Z", minutes: 300 },
  { zone: "Europe/Berlin", at: "2027-03-28T00:59:59Z", minutes: 60 },
  { zone: "Europe/Berlin", at: "2027-03-28T01:00:00Z", minutes: 120 },
] as const;

export type ZoneQuestion = { zone: string; at: string };
/** What PostgreSQL answers, in minutes east of UTC. */
export type DatabaseOffset = { zone: string; at: Date; database: number };
export type ZoneOffsets = DatabaseOffset & { server: number };

/** Asks PostgreSQL for the offsets of zones at instants. */
export function databaseOffsets(questions: readonly ZoneQuestion[]): Sql {
  return sql`
    select q.zone, q.at, (extract(epoch from (q.at at time zone q.zone) - (q.at at time zone 'UTC')) / 60)::int as database
    from unnest(${questions.map(({ zone }) => zone)}::text[],
      ${questions.map(({ at }) => at)}::timestamptz[]) as q (zone, at)`;
}

/** The server's offset beside the database's. */
export function withServerOffset(answer: DatabaseOffset): ZoneOffsets {
  const { offsetNanoseconds } = Temporal.Instant.fromEpochMilliseconds(
    answer.at.getTime(),
  ).toZonedDateTimeISO(answer.zone);

  return { ...answer, server: offsetNanoseconds / 60e9 };
}

/** Whether one of the two does not know what has been decided. */
export function isOutdated({ zone, at, server, database }: ZoneOffsets): boolean {
  const known = DECIDED.find(
    (one) => one.zone === zone && new Date(one.at).getTime() === at.getTime(),
  );

  return known !== undefined && (server !== known.minutes || database !== known.minutes);
}

/** What server and database know of all that has been decided, whichever companies there are. */
export async function readDecided(): Promise<ZoneOffsets[]> {
  const rows = await prisma().$queryRaw<DatabaseOffset[]>(databaseOffsets(DECIDED));

  return rows.map(withServerOffset);
}

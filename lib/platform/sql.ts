import "server-only";

import { Prisma } from "@/lib/platform/db/generated/client";

/** A part of a statement, with its values beside it. */
export const sql = Prisma.sql;

/** SQL's null in a JSON column, which JSON's own null is not. */
export const DB_NULL = Prisma.DbNull;

export type Sql = Prisma.Sql;

/** Conditions that all have to be met; there is at least one. */
export const allOf = (conditions: readonly Sql[]): Sql => Prisma.join([...conditions], " and ");

/** An instant as browsers write it. */
export const isoText = (column: Sql): Sql =>
  sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

import "server-only";

import { Prisma } from "@/lib/platform/db/generated/client";

/** A part of a statement, with its values beside it. */
export const sql = Prisma.sql;

/** SQL's null in a JSON column, which JSON's own null is not. */
export const DB_NULL = Prisma.DbNull;

import "server-only";

import { PrismaPg } from "@prisma/adapter-pg";

import { PrismaClient } from "@/lib/platform/db/generated/client";
import { statementNames } from "@/lib/platform/db/statement-names";
import { env } from "@/lib/platform/env";

let client: PrismaClient | undefined;

/** The one pool of this process, opened with the first query. */
export function prisma(): PrismaClient {
  const { DATABASE_URL, DATABASE_POOL_SIZE, DATABASE_PREPARED_STATEMENTS } = env();
  client ??= new PrismaClient({
    adapter: new PrismaPg(
      { connectionString: DATABASE_URL, max: DATABASE_POOL_SIZE },
      DATABASE_PREPARED_STATEMENTS === "on" ? { statementNameGenerator: statementNames() } : {},
    ),
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  });

  return client;
}

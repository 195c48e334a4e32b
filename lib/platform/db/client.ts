import "server-only";

import { PrismaPg } from "@prisma/adapter-pg";

import { PrismaClient } from "@/lib/platform/db/generated/client";
import { env } from "@/lib/platform/env";

let client: PrismaClient | undefined;

/** The one pool of this process, opened with the first query. */
export function prisma(): PrismaClient {
  client ??= new PrismaClient({
    adapter: new PrismaPg({ connectionString: env().DATABASE_URL, max: env().DATABASE_POOL_SIZE }),
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  });

  return client;
}

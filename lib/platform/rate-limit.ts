import "server-only";

import { RateLimiterPrisma, RateLimiterRes } from "rate-limiter-flexible";

import { clientNet } from "@/lib/platform/client-net";
import { prisma } from "@/lib/platform/db/client";

/** At most `points` tries in `seconds`, counted in PostgreSQL for all instances together. */
export type Limit = { name: string; points: number; seconds: number };

const limiters = new Map<string, RateLimiterPrisma>();

function limiter({ name, points, seconds }: Limit): RateLimiterPrisma {
  let found = limiters.get(name);
  if (found === undefined) {
    found = new RateLimiterPrisma({
      storeClient: prisma(),
      keyPrefix: name,
      points,
      duration: seconds,
    });
    limiters.set(name, found);
  }

  return found;
}

/** What a stranger has sent may be anything; PostgreSQL cannot store U+0000. */
function storable(key: string): string {
  return key.replaceAll("\u0000", "").slice(0, 200);
}

/** Counts one try; says after how many seconds to come back when there were too many, else null. */
export async function countTry(limit: Limit, key: string): Promise<number | null> {
  try {
    await limiter(limit).consume(storable(key));

    return null;
  } catch (error) {
    if (error instanceof RateLimiterRes) return Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    throw error;
  }
}

/** The same for whoever sends a request, by their network; nothing is counted where nobody knows it. */
export async function countClient(limit: Limit, ip: string | null): Promise<number | null> {
  return ip === null ? null : countTry(limit, clientNet(ip));
}

/** Takes a counted try back: it was none that the limit is against. */
export async function forgiveTry(limit: Limit, key: string): Promise<void> {
  await limiter(limit).reward(storable(key));
}

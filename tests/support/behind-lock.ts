import { expect, vi } from "vitest";

import { owner } from "./database";
import { stored } from "./salon";

type Lock = { table: string; id: string; waiting: number };

/**
 * Begins work while a row is locked, and lets it go on once so many of its transactions wait for that
 * row: whoever waits has read before anybody wrote. `meanwhile` commits with the lock's end.
 */
export async function behindLock<Result>(
  { table, id, waiting }: Lock,
  work: () => Promise<Result>,
  meanwhile = "select 1",
): Promise<Result> {
  const client = await owner.connect();
  try {
    await client.query("begin");
    await client.query(`select from ${table} where id = $1 for update`, [id]);
    const result = work();
    await untilWaiting(waiting);
    await client.query(meanwhile);
    await client.query("commit");

    return await result;
  } finally {
    client.release();
  }
}

/** Starts something once so many others wait for a lock: whoever came first goes on first. */
export async function behindOthers<Result>(
  waiting: number,
  work: () => Promise<Result>,
): Promise<Result> {
  await untilWaiting(waiting);

  return work();
}

/** Until so many others wait for a lock. */
export function untilWaiting(count: number): Promise<void> {
  const held = "wait_event_type = 'Lock' and datname = current_database()";

  return vi.waitFor(async () => {
    expect(await stored(`select from pg_stat_activity where ${held}`)).toHaveLength(count);
  }, 10_000);
}

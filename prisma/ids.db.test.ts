import { describe, expect, it } from "vitest";

import { owner } from "@/tests/support/database";

describe("ids", () => {
  it("are of version 7 and sort by their birth, also within one millisecond", async () => {
    const ids = (
      await owner.query<{ id: string }>(
        "select uuid_v7() as id, pg_sleep(0.00002) from generate_series(1, 300)",
      )
    ).rows.map(({ id }) => id);

    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(300);
    for (const id of ids) expect(id).toMatch(/^.{14}7.{4}[89ab]/);
    expect(
      Math.abs(Number.parseInt(ids[0]!.replace("-", "").slice(0, 12), 16) - Date.now()),
    ).toBeLessThan(60_000);
  });
});

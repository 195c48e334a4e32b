import { beforeEach, expect, it } from "vitest";

import { countClient, countTry, forgiveTry } from "@/lib/platform/rate-limit";
import { stored } from "@/tests/support/salon";

let limit: { name: string; points: number; seconds: number };

beforeEach(() => {
  limit = { name: `test-${crypto.randomUUID().slice(0, 8)}`, points: 2, seconds: 60 };
});

it("counts a client by its network, and not at all where nobody knows it", async () => {
  await countClient(limit, "2001:db8:1:2::1");
  await countClient(limit, "2001:db8:1:2:ffff::1");

  await expect(countClient(limit, "2001:DB8:1:2::99")).resolves.toBeGreaterThan(0);
  await expect(countClient(limit, "2001:db8:1:3::1")).resolves.toBeNull();
  await expect(countClient(limit, null)).resolves.toBeNull();
});

it("counts every try of many at once", async () => {
  const waits = await Promise.all(Array.from({ length: 8 }, () => countTry(limit, "alle")));

  expect(waits.filter((wait) => wait === null)).toHaveLength(2);
});

it("takes a try back that was none", async () => {
  await countTry(limit, "jemand");
  await countTry(limit, "jemand");
  await forgiveTry(limit, "jemand");

  await expect(countTry(limit, "jemand")).resolves.toBeNull();
  await expect(countTry(limit, "jemand")).resolves.toBeGreaterThan(0);
});

it("counts whatever a stranger sends as a key", async () => {
  await countTry(limit, "\u0000ab\u0000c");
  await countTry(limit, "x".repeat(5000));

  expect(
    await stored(
      "select length(key) as length from rate_limits where key like $1 order by 1",
      `${limit.name}%`,
    ),
  ).toEqual([{ length: limit.name.length + 4 }, { length: limit.name.length + 201 }]);
});

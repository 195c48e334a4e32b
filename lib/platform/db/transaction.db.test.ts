import { expect, it } from "vitest";

import { transaction } from "@/lib/platform/db/transaction";
import { createSalon, stored } from "@/tests/support/salon";

it("begins again where two wait for each other, so that both come through", async () => {
  const { companyId, staffIds } = await createSalon();
  const [one, other] = staffIds;
  const hasFirst = {
    one: Promise.withResolvers<undefined>(),
    other: Promise.withResolvers<undefined>(),
  };
  let begun = 0;
  const addTo = (who: "one" | "other", ids: readonly [string, string]) =>
    transaction({ companyId }, async (db) => {
      begun += 1;
      const [first, second] = ids;
      const write = (id: string) =>
        db.$executeRaw`update staff set name = name || '+' where company_id = ${companyId}::uuid and id = ${id}::uuid`;
      await write(first);
      hasFirst[who].resolve(undefined);
      // Each has its first row by now, and wants the other's.
      await Promise.all([hasFirst.one.promise, hasFirst.other.promise]);
      await write(second);
    });

  await Promise.all([addTo("one", [one, other]), addTo("other", [other, one])]);

  const rows = await stored(
    "select name from staff where company_id = $1 order by name",
    companyId,
  );
  expect(rows).toEqual([{ name: "Lena Hofmann++" }, { name: "Mehmet Aydın++" }]);
  expect(begun).toBe(3);
});

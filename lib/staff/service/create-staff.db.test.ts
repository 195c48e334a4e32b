import { expect, it } from "vitest";

import { createStaff } from "@/lib/staff/service/create-staff";
import { as, createSalon, stored } from "@/tests/support/salon";

it("is added once by a form that is sent twice, and by one that is filled in anew", async () => {
  const { companyId, branchId, owner } = await createSalon();
  const fresh = crypto.randomUUID();
  const send = (name: string) =>
    createStaff(as(companyId, owner), { staffId: fresh, name, branchId });
  await expect(Promise.all([send("Nora Neu"), send("Nora Neu")])).resolves.toEqual([fresh, fresh]);
  await send("Otto Neu");

  const added = "select name from staff where company_id = $1 and name like '% Neu' order by name";
  expect(await stored(added, companyId)).toEqual([{ name: "Nora Neu" }, { name: "Otto Neu" }]);
});

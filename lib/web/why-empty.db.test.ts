import { expect, it } from "vitest";

import { whyEmpty } from "@/lib/web/why-empty";
import { owner } from "@/tests/support/database";
import { addMember, as, createSalon } from "@/tests/support/salon";

it("says why no appointments can stand on a member's pages, and nothing where they can", async () => {
  const { companyId, branchId, staffIds } = await createSalon();
  const why = async (...[role, place]: [Parameters<typeof addMember>[1], object]) => {
    const member = await addMember(companyId, role, place);

    return whyEmpty({ ctx: as(companyId, member), member });
  };

  expect(await why("staff", {})).toBe("no-calendar");
  expect(await why("staff", { staffId: staffIds[0] })).toBeNull();
  expect(await why("manager", { branchId })).toBeNull();
  expect(await why("owner", {})).toBeNull();
  await owner.query("update services set is_active = false where company_id = $1", [companyId]);
  expect(await why("owner", {})).toBe("service");
  expect(await why("staff", { staffId: staffIds[1] })).toBe("service");
  expect(await why("staff", {})).toBe("no-calendar");
});

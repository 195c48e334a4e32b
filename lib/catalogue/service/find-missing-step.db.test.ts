import { expect, it } from "vitest";

import { findMissingStep } from "@/lib/catalogue/service/find-missing-step";
import { NotFound } from "@/lib/tenancy/errors";
import { owner } from "@/tests/support/database";
import { addMember, as, createSalon, VISITOR } from "@/tests/support/salon";

it("goes from what a company has in use, and tells everybody who is a member of it", async () => {
  await createSalon();
  const { companyId } = await createSalon();
  const staff = as(companyId, await addMember(companyId, "staff"));
  const next = () => findMissingStep(staff);
  const without = (sql: string) => owner.query(`${sql} company_id = $1`, [companyId]);

  expect(await next()).toBeNull();
  await without("delete from staff_services where");
  expect(await next()).toBe("offer");
  await without("update staff set is_active = false where");
  expect(await next()).toBe("staff");
  await without("update services set is_active = false where");
  expect(await next()).toBe("service");
  await without("update branches set is_active = false where");
  expect(await next()).toBe("branch");
  await expect(findMissingStep(as(companyId, VISITOR))).rejects.toThrow(NotFound);
});

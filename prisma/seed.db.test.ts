import process from "node:process";
import { beforeAll, expect, it } from "vitest";

import { getAppointment } from "@/lib/appointments/service/get-appointment";
import { DEFAULT_POLICY } from "@/lib/policies/rules";
import { policyFormSchema } from "@/lib/policies/schema";
import { changeRule } from "@/lib/policies/service/change-rule";
import { addMember, as, stored } from "@/tests/support/salon";

import { seed } from "./seed";

beforeAll(async () => {
  await seed(process.env["TEST_OWNER_URL"] ?? "");
}, 60_000);

it("keeps the rules of its day with each appointment of the demo, as a booking does", async () => {
  expect(await stored("select distinct policy from appointments")).toEqual([
    { policy: DEFAULT_POLICY },
  ]);
  const [one] = await stored(
    "select company_id, id from appointments where status = 'confirmed' and starts_at > now() limit 1",
  );
  const { company_id: companyId, id } = one as { company_id: string; id: string };
  const ctx = as(companyId, await addMember(companyId, "owner"));
  await changeRule(
    ctx,
    policyFormSchema.parse({ scope: "company", version: "0", maxReschedules: "9" }),
  );

  expect((await getAppointment(ctx, id)).policy).toEqual(DEFAULT_POLICY);
});

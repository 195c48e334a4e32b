import { expect, it } from "vitest";

import { deactivateMemberSchema } from "@/lib/team/schema";
import { deactivateMember, previewDeactivation } from "@/lib/team/service/deactivate-member";
import { NotAllowed } from "@/lib/tenancy/errors";
import { owner } from "@/tests/support/database";
import { addMember, as, createSalon, STARTS_AT, stored } from "@/tests/support/salon";

it("never waits for a full calendar: all of 501 appointments stay, and the access is over", async () => {
  const { companyId, owner: boss, ...salon } = await createSalon();
  const { customerId, serviceId, branchId, staffIds } = salon;
  const lena = await addMember(companyId, "staff", { branchId, staffId: staffIds[0] });
  const manager = await addMember(companyId, "manager", { branchId });
  const { membershipId } = lena;
  await owner.query(
    `with booked as (
       insert into appointments (company_id, reference, customer_id, service_id, staff_id, branch_id,
         starts_at, ends_at, time_zone, price_minor)
       select $1, 'FULL-' || n, $2, $3, $4, $5, $6::timestamptz + n * interval '10 minutes',
         $6::timestamptz + n * interval '10 minutes' + interval '5 minutes', 'Europe/Berlin', 0
       from generate_series(1, 501) n returning company_id, id)
     insert into appointment_audit_logs (company_id, appointment_id, version, action, actor_kind, actor_name)
     select company_id, id, 1, 'created', 'system', 'Test' from booked`,
    [companyId, customerId, serviceId, staffIds[0], branchId, STARTS_AT],
  );
  const listed = await previewDeactivation(as(companyId, boss), membershipId);
  const versions = listed.map(({ id, version }) => [`version.${id}`, String(version)]);
  const sent = Object.fromEntries(versions) as Record<string, string>;
  expect(Object.keys(sent)).toHaveLength(501);
  expect(deactivateMemberSchema.safeParse({ ...sent, membershipId, all: "leave" }).success).toBe(
    false,
  );

  const form = deactivateMemberSchema.parse({ membershipId, everything: "leave" });
  await expect(deactivateMember(as(companyId, manager), form)).rejects.toThrow(NotAllowed);
  await deactivateMember(as(companyId, boss), form);
  expect(
    await stored(
      "select deactivated_at is null as active from memberships where id = $1",
      membershipId,
    ),
  ).toEqual([{ active: false }]);
  expect(
    await stored(
      "select count(*)::int, max(version) as version from appointments where staff_id = $1",
      staffIds[0],
    ),
  ).toEqual([{ count: 501, version: 1 }]);
});

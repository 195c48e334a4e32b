import { describe, expect, it } from "vitest";

import { CustomerShared } from "@/lib/customers/errors";
import { behindLock } from "@/tests/support/behind-lock";
import { FORMER, inDays, NEXT, salonOfMarlene } from "@/tests/support/changed-address";
import { owner } from "@/tests/support/database";
import { addMember, createAppointment, createBranch, stored } from "@/tests/support/salon";

const here = salonOfMarlene();
const { save } = here;

const addressOf = async () =>
  (await stored("select email from customers where id = $1", here.salon.customerId))[0]?.["email"];

describe("the address of somebody with appointments elsewhere, too", () => {
  it.each(["staff", "manager"] as const)("is not for %s to change", async (role) => {
    const { companyId, branchId, staffIds } = here.salon;
    await createAppointment(here.salon);
    await createAppointment(await createBranch(here.salon), { startsAt: inDays(20) });
    const member = await addMember(companyId, role, { branchId, staffId: staffIds[0] });
    const refused = save("own@example.org", member);

    await expect(refused).rejects.toThrow(CustomerShared);
    await expect(refused).rejects.toMatchObject({
      issues: [{ path: ["email"], message: "customer-shared" }],
    });
    await expect(save("", member)).rejects.toThrow(CustomerShared);
    expect(await addressOf()).toBe(FORMER);
  });

  it("is refused for what is past or cancelled there as well, and for one where none was", async () => {
    const { companyId, staffIds } = here.salon;
    await createAppointment(here.salon);
    await createAppointment(here.salon, { startsAt: inDays(-9), staffId: staffIds[1] });
    await owner.query("update customers set email = null, email_normalised = null where id = $1", [
      here.salon.customerId,
    ]);
    const member = await addMember(companyId, "staff", { staffId: staffIds[0] });

    await expect(save("own@example.org", member)).rejects.toThrow(CustomerShared);
    expect(await addressOf()).toBeNull();
  });

  it("is whoever's who reaches all of them, and everything else is anybody's", async () => {
    const { companyId, branchId, staffIds } = here.salon;
    await createAppointment(here.salon);
    await createAppointment(here.salon, { startsAt: inDays(20), staffId: staffIds[1] });
    const staff = await addMember(companyId, "staff", { staffId: staffIds[0] });
    const manager = await addMember(companyId, "manager", { branchId });

    await save(" Marlene@Example.org", staff, { phone: "030 12" });
    await save(NEXT, manager, { version: "2" });
    expect(await addressOf()).toBe(NEXT);
  });

  it("waits for a booking that is being made, and sees it", async () => {
    const { companyId, staffIds } = here.salon;
    await createAppointment(here.salon);
    const template = await createAppointment(here.salon, { startsAt: inDays(20) });
    const staff = await addMember(companyId, "staff", { staffId: staffIds[0] });
    const outcome = await behindLock(
      { table: "customers", id: here.salon.customerId, waiting: 1 },
      () => save("own@example.org", staff).catch((error: unknown) => error),
      `with booked as (
         insert into appointments (company_id, reference, customer_id, service_id, staff_id, branch_id,
           starts_at, ends_at, time_zone, price_minor)
         select company_id, 'RACE-1', customer_id, service_id, '${staffIds[1]}', branch_id,
           starts_at + interval '9 days', ends_at + interval '9 days', time_zone, price_minor
         from appointments where id = '${template}' returning company_id, id)
       insert into appointment_audit_logs
         (company_id, appointment_id, version, action, actor_kind, actor_name)
       select company_id, id, 1, 'created', 'system', 'Test' from booked`,
    );

    expect(outcome).toBeInstanceOf(CustomerShared);
    expect(await addressOf()).toBe(FORMER);
  });
});

import { beforeEach } from "vitest";

import { manageToken, openManagedAppointment } from "@/lib/appointments/service/manage-link";
import { changeCustomerSchema } from "@/lib/customers/schema";
import { changeCustomer } from "@/lib/customers/service/save-customer";
import type { Member } from "@/lib/tenancy/actor";

import { owner } from "./database";
import { as, createSalon, NOW, stored, type TestSalon, VISITOR } from "./salon";

export const FORMER = "marlene@example.org";
export const NEXT = "m.fischer@example.org";
export const inDays = (days: number) => new Date(NOW.getTime() + days * 86_400_000 + 3_600_000);

/** Before each test of the file a salon whose customer gets another address, and what became of links and mails. */
export function salonOfMarlene() {
  let salon: TestSalon;
  beforeEach(async () => {
    await owner.query("delete from rate_limits");
    salon = await createSalon();
  });
  const ctx = (member: Member = salon.owner) => as(salon.companyId, member);
  const visitor = () => as(salon.companyId, VISITOR);

  return {
    get salon() {
      return salon;
    },
    ctx,
    visitor,
    save: (email: string, member?: Member, more: Record<string, string> = {}) =>
      changeCustomer(
        ctx(member),
        changeCustomerSchema.parse({
          ...{ name: "Marlene Fischer", phone: "", notes: "", locale: "de" },
          ...{
            timeZone: "Europe/Berlin",
            customerId: salon.customerId,
            version: 1,
            email,
            ...more,
          },
        }),
      ),
    open: (appointmentId: string, generation: number) =>
      openManagedAppointment(visitor(), manageToken(salon.companyId, appointmentId, generation)),
    mails: (status: string) =>
      stored(
        `select appointment_id as id, recipient, snapshot->>'isNewLink' as "isNewLink",
           (snapshot->>'linkGeneration')::int as generation from appointment_email_queue
         where company_id = $1 and status = $2 and audience = 'customer' order by snapshot->>'startsAt'`,
        salon.companyId,
        status,
      ),
  };
}

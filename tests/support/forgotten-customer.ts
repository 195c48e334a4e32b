import { beforeEach } from "vitest";

import { eraseCustomerSchema } from "@/lib/customers/schema";
import { eraseCustomer } from "@/lib/customers/service/erase-customer";

import { APPOINTMENT_HEAD, appointmentRow } from "./appointment-file";
import { owner } from "./database";
import { as, createSalon, type TestSalon } from "./salon";

/** Files of customers and of appointments in which she stands in several ways, and somebody else. */
export const PEOPLE = [
  "Name;E-Mail;Telefon;Notizen",
  "Ottilie V.;Ottilie@example.org;;Mag Kamille",
  "Ottilie Vergessmeinnicht;;;",
  "O. V.;;0170/7654321;Kamille",
  "Nora Neumann;nora@example.org;;Bleibt",
].join("\n");
export const APPOINTMENTS =
  APPOINTMENT_HEAD +
  appointmentRow("10.03.2027", "10:00", { name: "Ottilie", email: "ottilie@example.org" }) +
  appointmentRow("11.03.2027", "10:00", {
    name: "Ottilie",
    email: "ottilie@example.org",
    staff: "Niemand",
  }) +
  appointmentRow("12.03.2027", "10:00", { name: "Nora Neumann", email: "nora@example.org" });

/** Before each test of the file a salon with a customer, Ottilie, who asks to be forgotten; and where her name may stand. */
export function salonOfOttilie() {
  let salon: TestSalon;
  let customerId: string;
  const ctx = () => as(salon.companyId, salon.owner);
  const added = async (name: string, email: string | null, phone: string | null) => {
    const { rows } = await owner.query<{ id: string }>(
      `insert into customers (company_id, name, email, email_normalised, phone, notes)
       values ($1, $2, $3, $3, $4, 'Mag Kamille') returning id`,
      [salon.companyId, name, email, phone],
    );

    return rows[0]!.id;
  };
  beforeEach(async () => {
    salon = await createSalon();
    customerId = await added("Ottilie Vergessmeinnicht", "ottilie@example.org", "0170 7654321");
  });

  return {
    get salon() {
      return salon;
    },
    get customerId() {
      return customerId;
    },
    ctx,
    added,
    erase: () =>
      eraseCustomer(
        ctx(),
        eraseCustomerSchema.parse({ customerId, version: 1, because: "requested", isFinal: "on" }),
      ),
    review: (details: Record<string, unknown>, appointmentId: string | null = null) =>
      owner.query(
        `insert into calcom_reviews (company_id, booking_uid, appointment_id, problem, details)
         values ($1, gen_random_uuid(), $2, 'no-service', $3)`,
        [salon.companyId, appointmentId, JSON.stringify(details)],
      ),
    webhook: (body: string, uid: string | null = null) =>
      owner.query(
        `insert into calcom_webhooks (company_id, body_hash, booking_uid, body, status)
         values ($1, sha256(convert_to($2, 'UTF8')), $3, $2, 'received')`,
        [salon.companyId, body, uid],
      ),
  };
}

import type { Client } from "pg";
import { v7 as uuidV7 } from "uuid";

import { bulkInsert } from "./bulk-insert";

/** A practice that Katharina Vogel owns as well: somebody who belongs to two companies can switch. */
export async function insertSecondCompany(client: Client): Promise<void> {
  const companyId = uuidV7();
  await bulkInsert(client, "companies", [
    {
      id: companyId,
      slug: "lindenhof",
      name: "Praxis am Lindenhof",
      accent_colour: "#1f6f78",
      phone: "0341 5550 120",
      email: "praxis@lindenhof.example",
      is_pilot: true,
      pilot_enabled_at: new Date(),
      opening_hours_note: "Montag bis Freitag 8–18 Uhr",
    },
  ]);
  const branchId = uuidV7();
  await bulkInsert(client, "branches", [
    {
      company_id: companyId,
      id: branchId,
      name: "Leipzig, Lindenau",
      street: "Demmeringstraße 20",
      postal_code: "04177",
      city: "Leipzig",
      phone: "0341 5550 120",
      email: "praxis@lindenhof.example",
    },
  ]);
  const staffId = uuidV7();
  await bulkInsert(client, "staff", [
    { company_id: companyId, id: staffId, branch_id: branchId, name: "Katharina Vogel" },
  ]);
  await client.query(
    `insert into memberships (company_id, user_id, role, staff_id)
     select $1, id, 'owner', $2 from users where email_normalised = 'katharina.vogel@morgenlicht.example'`,
    [companyId, staffId],
  );
}

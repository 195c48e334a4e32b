import { expect, it } from "vitest";

import type { AppointmentImport } from "@/lib/imports/schema";
import { applyImport } from "@/lib/imports/service/apply-import";
import { getImport } from "@/lib/imports/service/imports";
import { startAppointmentImport } from "@/lib/imports/service/start-appointment-import";
import { APPOINTMENT_HEAD, appointmentRow } from "@/tests/support/appointment-file";
import { behindLock } from "@/tests/support/behind-lock";
import { owner } from "@/tests/support/database";
import { as, createBranch, createCustomer, createSalon, stored } from "@/tests/support/salon";

it("leaves out who is erased while their appointment is being written, and writes the others", async () => {
  const salon = await createSalon();
  const ctx = as(salon.companyId, salon.owner);
  const { rows } = await owner.query<{ id: string }>(
    `insert into customers (company_id, name, email, email_normalised)
     values ($1, 'Ottilie', 'ottilie@example.org', 'ottilie@example.org') returning id`,
    [salon.companyId],
  );
  const customerId = rows[0]!.id;
  const text =
    APPOINTMENT_HEAD +
    appointmentRow("10.03.2027", "10:00", { name: "Ottilie", email: "ottilie@example.org" }) +
    appointmentRow("11.03.2027", "10:00", { name: "Marlene", email: "marlene@example.org" });
  const id = await startAppointmentImport(ctx, { text, fileName: "termine.csv" });

  await behindLock(
    { table: "customers", id: customerId, waiting: 1 },
    () => applyImport(ctx, id),
    `set local session_replication_role = replica;
     update customers set erased_at = now(), erased_because = 'requested', name = 'Niemand', email = null,
       email_normalised = null where id = '${customerId}'`,
  );

  const { entries } = (await getImport(ctx, id)) as AppointmentImport;
  expect(entries.map(({ problem }) => problem)).toEqual(["row-erased", null]);
  expect(await stored("select customer_id from appointments where import_id = $1", id)).toEqual([
    { customer_id: salon.customerId },
  ]);
});

it("goes on after an interruption with who a customer is by now, and without who works elsewhere by now", async () => {
  const salon = await createSalon();
  const ctx = as(salon.companyId, salon.owner);
  const customer = await createCustomer(salon);
  await owner.query(
    "update customers set name = 'Ottilie', email = null, email_normalised = null where id = $1",
    [customer],
  );
  const text =
    APPOINTMENT_HEAD +
    appointmentRow("10.03.2027", "10:00", { name: "Ottilie" }) +
    appointmentRow("11.03.2027", "10:00", { name: "Bert Tal", staff: "Mehmet Aydın" });
  const id = await startAppointmentImport(ctx, { text, fileName: "termine.csv" });
  await owner.query("update imports set status = 'applied', applied_at = now() where id = $1", [
    id,
  ]);
  await owner.query("update customers set merged_into = $2, version = 2 where id = $1", [
    customer,
    salon.customerId,
  ]);
  const { branchId } = await createBranch(salon);
  await owner.query("update staff set branch_id = $2 where id = $1", [salon.staffIds[1], branchId]);
  await applyImport(ctx, id);

  const { entries } = (await getImport(ctx, id)) as AppointmentImport;
  expect(entries.map(({ problem }) => problem)).toEqual([null, "staff-put-away"]);
  expect(await stored("select customer_id from appointments where import_id = $1", id)).toEqual([
    { customer_id: salon.customerId },
  ]);
});

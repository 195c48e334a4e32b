import { beforeEach, describe, expect, it } from "vitest";

import { eraseCustomerSchema } from "@/lib/customers/schema";
import { eraseCustomer } from "@/lib/customers/service/erase-customer";
import type { AppointmentImport } from "@/lib/imports/schema";
import { applyImport } from "@/lib/imports/service/apply-import";
import { getImport, startImport } from "@/lib/imports/service/imports";
import { startAppointmentImport } from "@/lib/imports/service/start-appointment-import";
import { APPOINTMENT_HEAD, appointmentRow } from "@/tests/support/appointment-file";
import { owner } from "@/tests/support/database";
import { as, createSalon, NOW, stored, type TestSalon } from "@/tests/support/salon";

let salon: TestSalon;
let customerId: string;

beforeEach(async () => {
  salon = await createSalon();
  customerId = await added("Ottilie Vergessmeinnicht", "ottilie@example.org", "0170 7654321");
});

const ctx = () => as(salon.companyId, salon.owner);
const erase = () =>
  eraseCustomer(
    ctx(),
    eraseCustomerSchema.parse({ customerId, version: 1, because: "requested", isFinal: "on" }),
  );

async function added(name: string, email: string | null, phone: string | null): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    `insert into customers (company_id, name, email, email_normalised, phone, notes)
     values ($1, $2, $3, $3, $4, 'Mag Kamille') returning id`,
    [salon.companyId, name, email, phone],
  );

  return rows[0]!.id;
}

const review = (details: Record<string, unknown>) =>
  owner.query(
    `insert into calcom_reviews (company_id, booking_uid, problem, details)
     values ($1, gen_random_uuid(), 'no-service', $2)`,
    [salon.companyId, JSON.stringify(details)],
  );
const webhook = (body: string, uid: string) =>
  owner.query(
    `insert into calcom_webhooks (company_id, body_hash, booking_uid, body, status)
     values ($1, sha256(convert_to($2, 'UTF8')), $3, $2, 'received')`,
    [salon.companyId, body, uid],
  );

const PEOPLE = [
  "Name;E-Mail;Telefon;Notizen",
  "Ottilie V.;Ottilie@example.org;;Mag Kamille",
  "Ottilie Vergessmeinnicht;;;",
  "O. V.;;0170/7654321;Kamille",
  "Nora Neumann;nora@example.org;;Bleibt",
].join("\n");
const APPOINTMENTS =
  APPOINTMENT_HEAD +
  appointmentRow("10.03.2027", "10:00", { name: "Ottilie", email: "ottilie@example.org" }) +
  appointmentRow("11.03.2027", "10:00", {
    name: "Ottilie",
    email: "ottilie@example.org",
    staff: "Niemand",
  }) +
  appointmentRow("12.03.2027", "10:00", { name: "Nora Neumann", email: "nora@example.org" });

describe("whoever is forgotten", () => {
  it("is not written in again by a file that was read before", async () => {
    const people = await startImport(ctx(), { text: PEOPLE, fileName: "leute.csv" });
    const file = { text: APPOINTMENTS, fileName: "termine.csv" };
    const appointments = await startAppointmentImport(ctx(), file);
    await erase();
    await applyImport(ctx(), people);
    await applyImport(ctx(), appointments);

    const names = "select name from customers where import_id = any ($1) order by name";
    expect(await stored(names, [people, appointments])).toEqual([{ name: "Nora Neumann" }]);
    const { entries } = (await getImport(ctx(), appointments)) as AppointmentImport;
    expect(entries.map(({ problem }) => problem)).toEqual(["row-erased", "staff-not-found", null]);
  });

  it("takes nobody along who only shares an address or a name", async () => {
    await added("Otto Vergessmeinnicht", "ottilie@example.org", null);
    const text = [
      "Name;E-Mail;Telefon;Notizen",
      "Otto Vergessmeinnicht;ottilie@example.org;;Bleibt eins",
      "Ottilie Vergessmeinnicht;ottilie@example.org;;Geht",
      "Ottilie Vergessmeinnicht;andere@example.org;;Bleibt zwei",
    ].join("\n");
    const id = await startImport(ctx(), { text, fileName: "leute.csv" });
    await review({
      title: "Schnitt",
      attendee: "Otto Vergessmeinnicht",
      email: "ottilie@example.org",
    });
    await erase();

    expect((await getImport(ctx(), id)).entries.map(({ notes }) => notes)).toEqual([
      "Bleibt eins",
      "",
      "Bleibt zwei",
    ]);
    const [kept] = await stored(
      "select details from calcom_reviews where company_id = $1",
      salon.companyId,
    );
    expect(kept).toMatchObject({ details: { attendee: "Otto Vergessmeinnicht" } });
  });

  it("keeps what a message of the calendar hints at, and does not take it a second time", async () => {
    await webhook('{"email": "ottilie@example.org"}', "uid-1");
    await webhook('{"email": "nora@example.org"}', "uid-2");
    await erase();

    expect(
      await stored(
        `select body, booking_uid, status, body_hash = sha256(convert_to($2, 'UTF8')) as "isKnown"
         from calcom_webhooks where company_id = $1 order by booking_uid`,
        salon.companyId,
        '{"email": "ottilie@example.org"}',
      ),
    ).toEqual([
      { body: "", booking_uid: "uid-1", status: "received", isKnown: true },
      {
        ...{ booking_uid: "uid-2", status: "received", isKnown: false },
        body: '{"email": "nora@example.org"}',
      },
    ]);
  });

  it("is left out of an import that goes on, and keeps it from nothing else", async () => {
    const file = { text: APPOINTMENTS, fileName: "termine.csv" };
    const id = await startAppointmentImport(ctx(), file);
    await owner.query(
      `update imports set status = 'applied', applied_at = $3, entries = (
         select jsonb_agg(e || jsonb_build_object('customerId', $2::text)) from jsonb_array_elements(entries) e)
       where id = $1`,
      [id, salon.customerId, NOW],
    );
    await erase();
    await owner.query(
      `update imports set entries = jsonb_set(jsonb_set(entries, '{0,customerId}', to_jsonb($2::text)),
         '{0,problem}', 'null') where id = $1`,
      [id, customerId],
    );
    await applyImport(ctx(), id);

    const { entries } = (await getImport(ctx(), id)) as AppointmentImport;
    expect(entries.map(({ problem }) => problem)).toEqual(["row-erased", "staff-not-found", null]);
    expect(await stored("select customer_id from appointments where import_id = $1", id)).toEqual([
      { customer_id: salon.customerId },
    ]);
  });
});

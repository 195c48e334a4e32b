import { beforeEach, describe, expect, it } from "vitest";

import { eraseCustomerSchema } from "@/lib/customers/schema";
import { eraseCustomer } from "@/lib/customers/service/erase-customer";
import type { AppointmentImport } from "@/lib/imports/schema";
import { applyImport } from "@/lib/imports/service/apply-import";
import { getImport, startImport } from "@/lib/imports/service/imports";
import { startAppointmentImport } from "@/lib/imports/service/start-appointment-import";
import { APPOINTMENT_HEAD, appointmentRow } from "@/tests/support/appointment-file";
import { owner } from "@/tests/support/database";
import {
  as,
  createAppointment,
  createSalon,
  NOW,
  stored,
  type TestSalon,
} from "@/tests/support/salon";

/** Where somebody who is a customer may stand. A table that is new here has its trace left below, too. */
const HOLDS_CUSTOMERS = [
  ...["appointment_email_queue", "appointment_link_opens", "appointments", "calcom_reviews"],
  ...["calcom_webhooks", "customer_access_links", "customers", "imports", "mail_suppressions"],
];
/** Kept on purpose: they prove who changed what. */
const LOGS = ["activity_log", "appointment_audit_logs"];
/** What has been delivered lies with whoever got it; a counter names an address for an hour. */
const ELSEWHERE = ["mailbox_messages", "rate_limits"];
/** Words of companies and their people, states, codes, and ids. */
const HOLDS_NONE = [
  ...["_prisma_migrations", "absence_cases", "account_email_queue", "appointment_policies"],
  ...["appointment_reservations", "branches", "calcom_bookings", "calcom_connections"],
  ...["calcom_event_types", "calcom_hosts", "calcom_sync_queue", "closures", "companies"],
  ...["cron_runs", "email_changes", "invitation_email_queue", "invitation_link_opens"],
  ...["mail_channel", "mail_events", "mail_webhook_events", "memberships", "password_resets"],
  ...["services", "sign_in_failures", "staff", "staff_time_off", "user_activity"],
  ...["user_invitations", "user_sessions", "users"],
];
const TRACES = /ottilie|vergessmeinnicht|7654321|kamille|203\.0\.113\.0/i;
const PAST = new Date("2027-02-01T09:00:00Z");

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

const review = (details: Record<string, unknown>, appointmentId: string | null = null) =>
  owner.query(
    `insert into calcom_reviews (company_id, booking_uid, appointment_id, problem, details)
     values ($1, $2, $3, 'no-service', $4)`,
    [salon.companyId, crypto.randomUUID(), appointmentId, JSON.stringify(details)],
  );
const webhook = (body: string, uid: string | null = null) =>
  owner.query(
    `insert into calcom_webhooks (company_id, body_hash, booking_uid, body, status)
     values ($1, sha256(convert_to($2, 'UTF8')), $3, $2, 'received')`,
    [salon.companyId, body, uid],
  );

/** The tables in which anything at all of a row says who it was. */
async function tracesIn(names: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const name of names) {
    const rows = await stored(
      `select t::text as text from "${name}" t
       where coalesce(to_jsonb(t)->>'company_id', $1) = $1`,
      salon.companyId,
    );
    if (rows.some(({ text }) => TRACES.test(String(text)))) found.push(name);
  }

  return found;
}

async function leaveTracesEverywhere(): Promise<void> {
  const { companyId } = salon;
  const id = await createAppointment(salon, { startsAt: PAST, status: "completed", customerId });
  await owner.query("update appointments set notes = 'Kamille!' where id = $1", [id]);
  await owner.query("insert into calcom_bookings values ($1, 'uid-before', $2)", [companyId, id]);
  await owner.query(
    `insert into appointment_email_queue (company_id, appointment_id, kind, audience, recipient, snapshot)
     values ($1, $2, 'booked', 'customer', 'ottilie@example.org', '{}')`,
    [companyId, id],
  );
  await owner.query(
    "insert into appointment_link_opens (company_id, appointment_id, link_generation, ip_address) values ($1, $2, 1, '203.0.113.0')",
    [companyId, id],
  );
  await owner.query(
    "insert into mail_suppressions (company_id, email_normalised, reason) values ($1, 'ottilie@example.org', 'bounced')",
    [companyId],
  );
  await owner.query(
    "insert into customer_access_links (company_id, email_normalised, token_hash) values ($1, 'ottilie@example.org', '\\x02')",
    [companyId],
  );
  await owner.query(
    `insert into activity_log (company_id, event, actor_kind, actor_name, data)
     values ($1, 'customer_created', 'system', 'Test', '{"name": "Ottilie"}')`,
    [companyId],
  );
  await owner.query(
    `insert into appointment_audit_logs (company_id, appointment_id, action, actor_kind, actor_name)
     values ($1, $2, 'notes_changed', 'customer', 'Ottilie')`,
    [companyId, id],
  );
  await startImport(ctx(), { text: PEOPLE, fileName: "leute.csv" });
  const known = PEOPLE.split("\n").slice(0, 2).join("\n");
  await applyImport(ctx(), await startImport(ctx(), { text: known, fileName: "leute.csv" }));
  await startAppointmentImport(ctx(), { text: APPOINTMENTS, fileName: "termine.csv" });
  await review({ title: "Schnitt", attendee: "O. V.", email: "OTTILIE@example.org" });
  await review({ title: "Ottilie und Lena", attendee: "Ottilie Vergessmeinnicht", email: null });
  await review({ title: "Ottilie", attendee: "Otti", email: "otti@example.net" }, id);
  await webhook('{"attendees": [{"email": "Ottilie@example.org"}]}');
  await webhook('{"attendees": [{"name": "Ottilie Vergessmeinnicht"}]}');
  await webhook('{"attendees": [{"phone": "+491707654321"}]}', "uid-before");
}

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
  it("may only stand in tables that are known to be asked", async () => {
    const tables = await stored(
      `select distinct c.table_name as name from information_schema.columns c
       join information_schema.tables t on t.table_name = c.table_name and t.table_schema = 'public'
       where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
         and c.data_type in ('text', 'jsonb', 'inet', 'ARRAY', 'character varying') order by 1`,
    );

    expect(tables.map(({ name }) => name)).toEqual(
      [...HOLDS_CUSTOMERS, ...LOGS, ...ELSEWHERE, ...HOLDS_NONE].sort(),
    );
  });

  it("stands nowhere but in the logs any more, in whichever column of whichever table", async () => {
    await leaveTracesEverywhere();
    expect(await tracesIn([...HOLDS_CUSTOMERS, ...HOLDS_NONE])).toEqual(HOLDS_CUSTOMERS);
    await erase();

    expect(await tracesIn([...HOLDS_CUSTOMERS, ...HOLDS_NONE])).toEqual([]);
    expect(await tracesIn(LOGS)).toEqual(LOGS);
    const left = "select string_agg(t::text, ' ') as text from imports t where company_id = $1";
    expect((await stored(left, salon.companyId))[0]?.["text"]).toMatch(/nora@example.org.*Bleibt/);
  });

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

    const { entries } = await getImport(ctx(), id);
    expect(entries.map(({ notes }) => notes)).toEqual(["Bleibt eins", "", "Bleibt zwei"]);
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
      `update imports set entries = jsonb_set(entries, '{0,customerId}', to_jsonb($2::text)),
         status = 'applied' where id = $1`,
      [id, customerId],
    );
    await owner.query(
      "update imports set entries = jsonb_set(entries, '{0,problem}', 'null') where id = $1",
      [id],
    );
    await applyImport(ctx(), id);

    const { entries } = (await getImport(ctx(), id)) as AppointmentImport;
    expect(entries.map(({ problem }) => problem)).toEqual(["row-erased", "staff-not-found", null]);
    expect(await stored("select customer_id from appointments where import_id = $1", id)).toEqual([
      { customer_id: salon.customerId },
    ]);
  });
});

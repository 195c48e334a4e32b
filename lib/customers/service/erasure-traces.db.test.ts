import { describe, expect, it } from "vitest";

import { applyImport } from "@/lib/imports/service/apply-import";
import { startImport } from "@/lib/imports/service/imports";
import { startAppointmentImport } from "@/lib/imports/service/start-appointment-import";
import { owner } from "@/tests/support/database";
import { APPOINTMENTS, PEOPLE, salonOfOttilie } from "@/tests/support/forgotten-customer";
import { createAppointment, stored } from "@/tests/support/salon";

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

const here = salonOfOttilie();
const { ctx, erase, review, webhook } = here;

/** The tables in which anything at all of a row says who it was. */
async function tracesIn(names: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const name of names) {
    const rows = await stored(
      `select t::text as text from "${name}" t
       where coalesce(to_jsonb(t)->>'company_id', $1) = $1`,
      here.salon.companyId,
    );
    if (rows.some(({ text }) => TRACES.test(String(text)))) found.push(name);
  }

  return found;
}

async function leaveTracesEverywhere(): Promise<void> {
  const { salon, customerId } = here;
  const { companyId } = salon;
  const id = await createAppointment(salon, { startsAt: PAST, status: "completed", customerId });
  await owner.query("update appointments set notes = 'Kamille!' where id = $1", [id]);
  await owner.query("insert into calcom_bookings values ($1, 'uid-before', $2)", [companyId, id]);
  const rows: [string, ...unknown[]][] = [
    [
      `insert into appointment_email_queue (company_id, appointment_id, kind, audience, recipient, snapshot)
       values ($1, $2, 'booked', 'customer', 'ottilie@example.org', '{}')`,
      id,
    ],
    [
      `insert into appointment_link_opens (company_id, appointment_id, link_generation, ip_address)
       values ($1, $2, 1, '203.0.113.0')`,
      id,
    ],
    [
      `insert into mail_suppressions (company_id, email_normalised, reason)
       values ($1, 'ottilie@example.org', 'bounced')`,
    ],
    [
      `insert into customer_access_links (company_id, email_normalised, token_hash)
       values ($1, 'ottilie@example.org', '\\x02')`,
    ],
    [
      `insert into activity_log (company_id, event, actor_kind, actor_name, data)
       values ($1, 'customer_created', 'system', 'Test', '{"name": "Ottilie"}')`,
    ],
    [
      `insert into appointment_audit_logs (company_id, appointment_id, action, actor_kind, actor_name)
       values ($1, $2, 'notes_changed', 'customer', 'Ottilie')`,
      id,
    ],
  ];
  for (const [sql, ...values] of rows) await owner.query(sql, [companyId, ...values]);
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
    expect((await stored(left, here.salon.companyId))[0]?.["text"]).toMatch(
      /nora@example.org.*Bleibt/,
    );
  });
});
